// The IoT hub and its route of lifecycle events. An identity of its own may send to the event hub before the route exists.

param name string
param location string
param namespaceName string
param lifecycleHubName string
param routeCreations bool

var eventHubsDataSender = '2b629674-e913-4c01-ae53-ef4638d8f975'
var deletions = 'opType = \'deleteDeviceIdentity\''
var creationsToo = 'opType = \'deleteDeviceIdentity\' OR opType = \'createDeviceIdentity\''

resource namespace 'Microsoft.EventHub/namespaces@2024-01-01' existing = {
  name: namespaceName
}

resource lifecycleHub 'Microsoft.EventHub/namespaces/eventhubs@2024-01-01' existing = {
  parent: namespace
  name: lifecycleHubName
}

resource sender 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${name}-sender'
  location: location
}

resource maySend 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: lifecycleHub
  name: guid(lifecycleHub.id, sender.id, eventHubsDataSender)
  properties: {
    principalId: sender.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', eventHubsDataSender)
  }
}

resource iotHub 'Microsoft.Devices/IotHubs@2023-06-30' = {
  name: name
  location: location
  sku: {
    name: 'S1'
    capacity: 1
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${sender.id}': {}
    }
  }
  properties: {
    minTlsVersion: '1.2'
    routing: {
      endpoints: {
        eventHubs: [
          {
            name: 'lifecycleevents'
            authenticationType: 'identityBased'
            identity: {
              userAssignedIdentity: sender.id
            }
            endpointUri: 'sb://${namespaceName}.servicebus.windows.net'
            entityPath: lifecycleHubName
          }
        ]
      }
      routes: [
        {
          name: 'lifecycle'
          source: 'DeviceLifecycleEvents'
          condition: routeCreations ? creationsToo : deletions
          endpointNames: [
            'lifecycleevents'
          ]
          isEnabled: true
        }
      ]
      // Telemetry that no route takes still goes to the hub's built-in endpoint.
      fallbackRoute: {
        name: '$fallback'
        source: 'DeviceMessages'
        condition: 'true'
        endpointNames: [
          'events'
        ]
        isEnabled: true
      }
    }
  }
  dependsOn: [
    maySend
  ]
}

output name string = iotHub.name

// What Microsoft's article creates, in one resource group. Not compiled and not deployed by us; docs/functions-app.md says how to check each part.
//
//   az deployment group create -g GROUP -f main.bicep -p name=NAME

@description('Begins the name of everything; lower case letters and digits, since a storage account allows no others.')
@minLength(3)
@maxLength(11)
param name string

param location string = resourceGroup().location

@description('Routes creations too, and tells the app so. Do it when you give the app a device registry: docs/functions-app.md.')
param routeCreations bool = false

@description('Instances that wait for DPS, so that no device meets a cold start; each costs.')
@minValue(0)
param alwaysReadyForDps int = 0

module digitalTwins 'modules/digital-twins.bicep' = {
  name: 'digital-twins'
  params: {
    name: '${name}-adt'
    location: location
  }
}

module eventHubs 'modules/event-hubs.bicep' = {
  name: 'event-hubs'
  params: {
    name: '${name}-events'
    location: location
  }
}

module iotHub 'modules/iot-hub.bicep' = {
  name: 'iot-hub'
  params: {
    name: '${name}-hub'
    location: location
    namespaceName: eventHubs.outputs.namespaceName
    lifecycleHubName: eventHubs.outputs.lifecycleHubName
    routeCreations: routeCreations
  }
}

module dps 'modules/dps.bicep' = {
  name: 'dps'
  params: {
    name: '${name}-dps'
    location: location
    iotHubName: iotHub.outputs.name
  }
}

module functionApp 'modules/function-app.bicep' = {
  name: 'function-app'
  params: {
    name: '${name}-functions'
    storageName: '${name}storage'
    location: location
    digitalTwinsUrl: digitalTwins.outputs.url
    eventHubsNamespace: eventHubs.outputs.fullyQualifiedNamespace
    creationEventsRouted: routeCreations
    alwaysReadyForDps: alwaysReadyForDps
  }
}

module roles 'modules/roles.bicep' = {
  name: 'roles'
  params: {
    principalId: functionApp.outputs.principalId
    digitalTwinsName: digitalTwins.outputs.name
    namespaceName: eventHubs.outputs.namespaceName
    lifecycleHubName: eventHubs.outputs.lifecycleHubName
    deadLetterHubName: eventHubs.outputs.deadLetterHubName
    storageName: functionApp.outputs.storageName
  }
}

output digitalTwinsName string = digitalTwins.outputs.name
output iotHubName string = iotHub.outputs.name
output dpsName string = dps.outputs.name
output functionAppName string = functionApp.outputs.name
output namespaceName string = eventHubs.outputs.namespaceName

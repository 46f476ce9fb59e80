// The namespace, the hub that the function reads, and the hub of its dead letters.

param name string
param location string

resource namespace 'Microsoft.EventHub/namespaces@2024-01-01' = {
  name: name
  location: location
  sku: {
    name: 'Standard' // Basic has no consumer groups, and keeps events for a day
    tier: 'Standard'
    capacity: 1
  }
  properties: {
    minimumTlsVersion: '1.2'
  }
}

resource lifecycleHub 'Microsoft.EventHub/namespaces/eventhubs@2024-01-01' = {
  parent: namespace
  name: 'lifecycleevents'
  properties: {
    partitionCount: 4
    messageRetentionInDays: 7 // how long the app may be broken before events are lost
  }
}

resource consumerGroup 'Microsoft.EventHub/namespaces/eventhubs/consumergroups@2024-01-01' = {
  parent: lifecycleHub
  name: 'twin-lifecycle'
}

resource deadLetterHub 'Microsoft.EventHub/namespaces/eventhubs@2024-01-01' = {
  parent: namespace
  name: 'lifecycleevents-deadletter'
  properties: {
    partitionCount: 1
    messageRetentionInDays: 7 // replay before that; the Premium tier keeps them longer
  }
}

output namespaceName string = namespace.name
output fullyQualifiedNamespace string = '${namespace.name}.servicebus.windows.net'
output lifecycleHubName string = lifecycleHub.name
output deadLetterHubName string = deadLetterHub.name

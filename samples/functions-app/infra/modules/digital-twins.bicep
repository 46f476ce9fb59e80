// The Azure Digital Twins instance.

param name string
param location string

resource digitalTwins 'Microsoft.DigitalTwins/digitalTwinsInstances@2023-01-31' = {
  name: name
  location: location
}

output name string = digitalTwins.name
output url string = 'https://${digitalTwins.properties.hostName}'

// The Device Provisioning Service, with the IoT hub linked. The enrollment group needs the function's key, so deploy.sh makes it.

param name string
param location string
param iotHubName string

resource iotHub 'Microsoft.Devices/IotHubs@2023-06-30' existing = {
  name: iotHubName
}

resource dps 'Microsoft.Devices/provisioningServices@2022-12-12' = {
  name: name
  location: location
  sku: {
    name: 'S1'
    capacity: 1
  }
  properties: {
    iotHubs: [
      {
        // DPS makes and removes devices in the hub.
        connectionString: 'HostName=${iotHub.properties.hostName};SharedAccessKeyName=iothubowner;SharedAccessKey=${listKeys('${iotHub.id}/IotHubKeys/iothubowner', '2023-06-30').primaryKey}'
        location: location
      }
    ]
  }
}

output name string = dps.name

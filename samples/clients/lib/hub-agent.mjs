// azure-iothub hands the HostName of its connection string to Node as a host, so a port in it is looked up as part of the name. This
// agent takes them apart when it connects; nothing of the client is changed.
import https from 'node:https';

class HubAgent extends https.Agent {
  createConnection(options, callback) {
    const [host, port] = String(options.host).split(':');
    return super.createConnection({ ...options, host, servername: host, port: port ?? options.port }, callback);
  }
}

/** Lets a Registry, or another client with a RestApiClient, reach a hub at host:port. The client has a method for that, in a private member. */
export function reachLocalHub(client) {
  client._restApiClient.setOptions({ http: { agent: new HubAgent({ keepAlive: true }) } });
  return client;
}

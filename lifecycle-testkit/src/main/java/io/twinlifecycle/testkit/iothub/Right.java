package io.twinlifecycle.testkit.iothub;

/** What a shared access policy allows (Microsoft, "Control access to IoT Hub"). */
enum Right {
    REGISTRY_READ,
    REGISTRY_WRITE,
    SERVICE_CONNECT
}

package io.twinlifecycle.samples.functions;

import com.microsoft.azure.functions.ExecutionContext;
import java.util.logging.Logger;

/** What the host says of a call. */
record HostContext(String getFunctionName) implements ExecutionContext {

    @Override
    public Logger getLogger() {
        return Logger.getLogger(getFunctionName);
    }

    @Override
    public String getInvocationId() {
        return "00000000-0000-0000-0000-000000000001";
    }
}

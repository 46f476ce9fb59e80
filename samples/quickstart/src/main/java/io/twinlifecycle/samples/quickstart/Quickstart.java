package io.twinlifecycle.samples.quickstart;

import io.twinlifecycle.samples.quickstart.serve.Serve;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tells the story of one device, or drives a fleet through its life, against a local Azure Digital Twins server. */
@Command(
        name = "quickstart",
        subcommands = Serve.class,
        mixinStandardHelpOptions = true,
        description =
                "A device is provisioned, moves, survives stale events and is retired: the whole story on this machine.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all went as told", "1:something differed from the story", "2:the options are wrong"})
public final class Quickstart implements Callable<Integer> {

    @Option(
            names = "--devices",
            paramLabel = "N",
            description = "Provision and retire N devices with a progress bar instead of telling the story.")
    private int devices;

    private Quickstart() {}

    /** Runs it. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    static int run(String... args) {
        return new CommandLine(new Quickstart()).execute(args);
    }

    @Override
    public Integer call() throws Exception {
        if (devices < 0 || devices > 1_000_000) {
            throw new CommandLine.ParameterException(
                    new CommandLine(this), "--devices must be 1 to 1000000, but was " + devices);
        }
        Transcript transcript = new Transcript(System.out);
        try (Cloud cloud = Cloud.start()) {
            if (devices > 0) {
                new Fleet(cloud, transcript, devices).run();
            } else {
                new Story(cloud, transcript).tell();
            }
        }
        return transcript.failures() == 0 ? 0 : 1;
    }
}

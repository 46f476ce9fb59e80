package io.twinlifecycle.testkit.fidelity;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Replays a folder of recordings and says how many answers agree. {@code make fidelity RECORDINGS=DIR} runs it. */
public final class ReplayRecordings {

    private static final String DEFAULT_SHARE = "0.98";

    private ReplayRecordings() {}

    /**
     * Ends with status 1 if fewer agree than must.
     *
     * @param args the folder, and the share of interactions that must agree, {@value #DEFAULT_SHARE} if it is not given
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length < 1 || args.length > 2) {
            System.err.println("usage: ReplayRecordings DIRECTORY [SHARE, such as " + DEFAULT_SHARE + "]");
            System.exit(2);
        }
        double share = Double.parseDouble(args.length == 2 ? args[1] : DEFAULT_SHARE);
        Report report = replay(Path.of(args[0]));
        report.lines().forEach(System.out::println);
        System.exit(report.reaches(share) ? 0 : 1);
    }

    static Report replay(Path directory) throws IOException, InterruptedException {
        Report report = new Report(new ArrayList<>(), 0, 0);
        for (Recording recording : Recording.readAll(directory)) {
            report = report.with(recording, Replay.of(recording));
        }
        return report;
    }

    /**
     * What came out.
     *
     * @param disagreements in words
     * @param agreeing how many interactions agree
     * @param all how many there are
     */
    record Report(List<String> disagreements, int agreeing, int all) {

        /** Nothing compared is nothing proved. */
        boolean reaches(double share) {
            return all > 0 && agreeing >= share * all;
        }

        List<String> lines() {
            List<String> lines = new ArrayList<>(disagreements);
            lines.add(String.format(Locale.ROOT, "%d of %d interactions agree", agreeing, all));
            return lines;
        }

        private Report with(Recording recording, List<Replay.Verdict> verdicts) {
            List<String> more = new ArrayList<>(disagreements);
            int good = agreeing;
            for (Replay.Verdict verdict : verdicts) {
                if (verdict.differences().isEmpty()) {
                    good++;
                } else {
                    more.add(recording.name() + " #" + verdict.interaction() + " " + verdict.what());
                    verdict.differences().forEach(difference -> more.add("    " + difference));
                }
            }
            return new Report(more, good, all + verdicts.size());
        }
    }
}

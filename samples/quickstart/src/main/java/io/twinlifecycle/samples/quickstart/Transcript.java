package io.twinlifecycle.samples.quickstart;

import java.io.PrintStream;
import picocli.CommandLine.Help.Ansi;

/** What the reader sees: scenes, what happens, and whether it is what should happen. In colour where the terminal has it. */
final class Transcript {

    private final PrintStream out;
    private int scene;
    private int checks;
    private int failures;

    Transcript(PrintStream out) {
        this.out = out;
    }

    void title(String text) {
        print("%n@|bold,underline " + text + "|@%n");
    }

    void scene(String text) {
        scene++;
        print("%n@|bold,cyan " + scene + "  " + text + "|@%n");
    }

    /** What somebody outside the library does. */
    void event(String who, String what) {
        print("   @|magenta " + pad(who) + "|@ " + what + "%n");
    }

    /** What the library answers or decides. */
    void answer(String who, String what) {
        print("   @|blue " + pad(who) + "|@ " + what + "%n");
    }

    void remark(String text) {
        print("   @|faint " + text + "|@%n");
    }

    void check(boolean holds, String claim) {
        checks++;
        if (!holds) {
            failures++;
        }
        print(holds ? "   @|green ✓ " + claim + "|@%n" : "   @|bold,red ✗ " + claim + "|@%n");
    }

    void end() {
        print(
                failures == 0
                        ? "%n@|bold,green All " + checks + " checks hold.|@%n"
                        : "%n@|bold,red " + failures + " of " + checks + " checks do not hold.|@%n");
    }

    int failures() {
        return failures;
    }

    PrintStream out() {
        return out;
    }

    private static String pad(String who) {
        return String.format("%-12s", who);
    }

    private void print(String markup) {
        out.print(Ansi.AUTO.string(markup.replace("%n", System.lineSeparator())));
    }
}

package com.acme;

import dev.kedge.math.Judgement;
import dev.kedge.math.MathJudge;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Judges lines of "reference, tab, answer" from standard input: one line out for each, right or wrong, and why. */
public final class MathAnswers {

    private static final MathJudge JUDGE = new MathJudge(6);

    private MathAnswers() {}

    static String judged(String line) {
        int tab = line.indexOf('\t');
        if (tab < 0) {
            throw new IllegalArgumentException("a line must be a reference, a tab and an answer, got " + line);
        }
        Judgement judgement = JUDGE.judge(line.substring(0, tab), line.substring(tab + 1));
        return switch (judgement.ruling()) {
            case RIGHT -> "right";
            case WRONG -> "wrong: " + judgement.extracted() + " is " + judgement.reason();
            case UNREADABLE -> "unreadable: " + judgement.reason();
        };
    }

    /**
     * The program.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) throws IOException {
        try (var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                System.out.println(judged(line));
            }
        }
    }
}

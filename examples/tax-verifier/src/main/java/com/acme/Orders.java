package com.acme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Writes data to train on: every kind of order with amounts from 0 to 999, in two files. The field {@code draft} is what a
 * clerk would have answered. Clerks still apply last year's rule, and in every other order they guess.
 */
public final class Orders {

    private Orders() {}

    /**
     * Writes {@code train.jsonl} and {@code test.jsonl}.
     *
     * @param arguments the folder to write to
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        Random random = new Random(7);
        List<String> train = new ArrayList<>();
        List<String> test = new ArrayList<>();
        for (String country : List.of("DE", "FR", "US")) {
            for (String goods : List.of("food", "book", "tool", "game")) {
                for (int net = 0; net < 1_000; net++) {
                    String line = String.format(
                            "{\"order\": \"%s %s %03d: \", \"country\": \"%s\", \"goods\": \"%s\", \"net\": \"%d\","
                                    + " \"draft\": \"%s\"}",
                            country, goods, net, country, goods, net, draft(country, goods, net, random));
                    (random.nextInt(8) == 0 ? test : train).add(line);
                }
            }
        }
        Collections.shuffle(train, random);
        Collections.shuffle(test, random);
        Files.write(folder.resolve("train.jsonl"), train);
        Files.write(folder.resolve("test.jsonl"), test);
    }

    /** Last year deliveries to France were taxed like those at home. */
    private static String draft(String country, String goods, int net, Random random) {
        if (random.nextInt(2) == 0) {
            return List.of("V00", "V07", "V19").get(random.nextInt(3)) + List.of(" D00", " D05").get(random.nextInt(2));
        }
        String tax = country.equals("US") ? "V00" : goods.equals("food") || goods.equals("book") ? "V07" : "V19";
        return tax + (net >= 500 ? " D05" : " D00");
    }
}

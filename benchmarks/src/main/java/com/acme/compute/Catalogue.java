// SPDX-License-Identifier: Apache-2.0
package com.acme.compute;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Data for a JSON library to read and write: strings, numbers and lists. */
public record Catalogue(String name, List<Item> items) {
    /** An item of a catalogue. */
    public record Item(int id, String title, String text, double price, boolean sold,
            List<String> tags) {}

    /** Returns a random catalogue with the given number of items. */
    public static Catalogue of(RandomGenerator random, int size) {
        List<Item> items = new ArrayList<>();
        for (int id = 0; id < size; id++) {
            List<String> tags = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                tags.add("tag-" + random.nextInt(100));
            }
            items.add(new Item(id, "Item " + id, "word ".repeat(1 + random.nextInt(20)) + "\u00e9",
                    random.nextInt(100_000) / 100.0, random.nextBoolean(), tags));
        }
        return new Catalogue("catalogue", items);
    }
}

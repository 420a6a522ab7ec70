// SPDX-License-Identifier: Apache-2.0
package io.taskwork.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The pictures in {@code docs/pictures} are those that are made here, and documents show them. */
class PicturesTest {
    private static final Path DIRECTORY = Path.of("..", "docs", "pictures");

    /**
     * The width of a character; an average one is narrower in most fonts, so that what fits by this
     * measure fits.
     */
    private static final double CHARACTER = 7.0;

    private static final double BOLD_CHARACTER = 8.8;

    private static void isCommitted(String name, String made) throws Exception {
        Path file = DIRECTORY.resolve(name);
        if (Boolean.getBoolean("docs.write")) {
            Files.createDirectories(DIRECTORY);
            Files.writeString(file, made);
        }
        assertEquals(made, Files.readString(file).replace("\r\n", "\n"),
                file + " is out of date; write it with -Ddocs.write=true");
    }

    @Test
    void theyAreAsMade() throws Exception {
        isCommitted("life.svg", LifePicture.make());
        isCommitted("add.svg", AddPicture.make());
    }

    @Test
    void theDocumentsShowThem() throws Exception {
        assertTrue(Files.readString(Path.of("..", "README.md"))
                .contains("(docs/pictures/life.svg)"));
        assertTrue(Files.readString(Path.of("..", "ARCHITECTURE.md"))
                .contains("(docs/pictures/add.svg)"));
    }

    /** The picture is XML, and no text runs over the edge. */
    @Test
    void everyTextFits() throws Exception {
        for (String picture : List.of(LifePicture.make(), AddPicture.make())) {
            NodeList texts = texts(picture);
            assertFalse(texts.getLength() == 0);
            for (int i = 0; i < texts.getLength(); i++) {
                assertTrue(fits((Element) texts.item(i)), texts.item(i).getTextContent());
            }
        }
    }

    @Test
    void aTextThatDoesNotFitShows() throws Exception {
        String picture =
                new Svg(20, "too long").text("", "start", 600, 10, "#".repeat(20)).toString();
        assertFalse(fits((Element) texts(picture).item(0)));
    }

    private static NodeList texts(String picture) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader(picture))).getElementsByTagName("text");
    }

    private static boolean fits(Element text) {
        double character = text.getAttribute("class").equals("head") ? BOLD_CHARACTER : CHARACTER;
        double width = text.getTextContent().length() * character;
        double x = Double.parseDouble(text.getAttribute("x"));
        double start = switch (text.getAttribute("text-anchor")) {
            case "middle" -> x - width / 2.0;
            case "end" -> x - width;
            default -> x;
        };
        return start >= 0.0 && start + width <= Svg.WIDTH;
    }
}

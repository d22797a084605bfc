package org.draco.am.ambari;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** The pack's sources, as Ambari would find them. */
final class ManagementPack {

    static final String SERVICE = "DRACO";
    static final String VERSION = "0.1.0";
    static final Path ROOT = Path.of("src", "main", "ambari").toAbsolutePath();
    static final Path DEFINITION =
            ROOT.resolve("common-services").resolve(SERVICE).resolve(VERSION);

    private static final ObjectMapper JSON = new ObjectMapper();

    private ManagementPack() {}

    /** A file of the service's definition. */
    static JsonNode json(String file) throws IOException {
        return json(DEFINITION.resolve(file));
    }

    static JsonNode json(Path file) throws IOException {
        return JSON.readTree(Files.readString(file));
    }

    /** The outermost element. */
    static Element xml(Path file) throws IOException {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(file.toFile())
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    /** The service in the definition's metainfo.xml. */
    static Element service() throws IOException {
        return child(child(xml(DEFINITION.resolve("metainfo.xml")), "services"), "service");
    }

    static List<Element> components() throws IOException {
        return children(child(service(), "components"));
    }

    /** Names of the components. */
    static Set<String> componentNames() throws IOException {
        Set<String> names = new TreeSet<>();
        for (Element component : components()) {
            names.add(text(component, "name"));
        }
        return names;
    }

    /** All files of the pack with such an end. */
    static List<Path> files(String end) throws IOException {
        try (Stream<Path> all = Files.walk(ROOT)) {
            return all.filter(file -> file.toString().endsWith(end)).sorted().toList();
        }
    }

    /** The properties of one type of configuration. */
    static List<Element> properties(String type) throws IOException {
        return children(xml(DEFINITION.resolve("configuration").resolve(type + ".xml")));
    }

    /** The only property of that name. */
    static Element property(String type, String name) throws IOException {
        List<Element> found = new ArrayList<>();
        for (Element property : properties(type)) {
            if (text(property, "name").equals(name)) {
                found.add(property);
            }
        }
        if (found.size() != 1) {
            throw new AssertionError(
                    "%s/%s: expected it once, found it %d times"
                            .formatted(type, name, found.size()));
        }
        return found.get(0);
    }

    static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }

    /** The only child of that name. */
    static Element child(Element parent, String name) {
        List<Element> found =
                children(parent).stream().filter(child -> child.getTagName().equals(name)).toList();
        if (found.size() != 1) {
            throw new AssertionError(
                    "%s: expected one %s, found %d"
                            .formatted(parent.getTagName(), name, found.size()));
        }
        return found.get(0);
    }

    static boolean has(Element parent, String name) {
        return children(parent).stream().anyMatch(child -> child.getTagName().equals(name));
    }

    static String text(Element parent, String name) {
        return child(parent, name).getTextContent().strip();
    }
}

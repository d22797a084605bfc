package org.draco.layout.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Records as JSON and back. Keys are the record's components, in their order; enums and their keys in lower case.
 *
 * <p>The text is the same on every JVM, so that it can be digested: two spaces, {@code \n}, shortest decimals (from
 * Jackson's own writer, since {@link Double#toString} changed between Java versions), a final line feed.
 *
 * <p>Reading is strict: missing, unknown and repeated keys, nulls and wrong types are faults, and all of them are
 * reported together. Components may be {@code int, long, double, boolean, String}, enums, records, and lists and maps of
 * these with string, integer or enum keys.
 */
public final class RecordJson {

    private static final ObjectMapper JSON =
            new ObjectMapper(
                            JsonFactory.builder()
                                    .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private static final ObjectWriter PRETTY = JSON.writer(printer());

    private RecordJson() {}

    /** The record as pretty JSON, ended by a line feed. */
    public static String write(Record value) {
        return print(tree(value));
    }

    /**
     * The record in a JSON text.
     *
     * @param version the {@code "version"} that the text must have where {@code type} has such a component; with any
     *     other number that number is the only fault reported, since a foreign version may differ in everything
     * @throws JsonFaultsException with all that is wrong
     */
    public static <T extends Record> T read(String json, Class<T> type, int version)
            throws JsonFaultsException {
        return read(parse(json), type, version);
    }

    /**
     * The record as JSON without spaces and line feeds, for whoever is only shown it: numbers that are not finite are strings ({@code
     * "NaN"}, {@code "Infinity"}), an {@link Optional} is its value or null, and there may be arrays of numbers.
     */
    public static String compact(Record value) {
        try {
            return JSON.writeValueAsString(tree(value));
        } catch (JsonProcessingException impossible) {
            throw new AssertionError("a tree of plain nodes can always be written", impossible);
        }
    }

    static <T extends Record> T read(ObjectNode tree, Class<T> type, int version)
            throws JsonFaultsException {
        checkVersion(tree, version);
        return new RecordReader().read(tree, type);
    }

    static void checkVersion(ObjectNode tree, int version) throws JsonFaultsException {
        JsonNode found = tree.get("version");
        if (found != null
                && found.isIntegralNumber()
                && !found.asText().equals(Integer.toString(version))) {
            throw new JsonFaultsException(
                    0, List.of("version: expected " + version + ", found " + found));
        }
    }

    static ObjectNode parse(String json) throws JsonFaultsException {
        try {
            if (JSON.readTree(json) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException notJson) {
            long offset =
                    notJson.getLocation() == null
                            ? 0
                            : Math.max(0, notJson.getLocation().getCharOffset());
            throw new JsonFaultsException(
                    offset,
                    List.of("expected a JSON object, found " + notJson.getOriginalMessage()));
        }
        throw new JsonFaultsException(
                0, List.of("expected a JSON object, found another kind of JSON value or nothing"));
    }

    static String print(JsonNode tree) {
        try {
            return PRETTY.writeValueAsString(tree) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new AssertionError("a tree of plain nodes can always be written", impossible);
        }
    }

    static ObjectNode tree(Record value) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            node.set(component.getName(), node(component(value, component)));
        }
        return node;
    }

    private static JsonNode node(Object value) {
        if (value instanceof Record nested) {
            return tree(nested);
        }
        if (value instanceof List<?> list) {
            var array = JsonNodeFactory.instance.arrayNode();
            list.forEach(element -> array.add(node(element)));
            return array;
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            map.forEach((key, element) -> object.set(keyName(key), node(element)));
            return object;
        }
        if (value instanceof Optional<?> optional) {
            return optional.map(RecordJson::node).orElse(JsonNodeFactory.instance.nullNode());
        }
        return JSON.valueToTree(value instanceof Enum<?> constant ? keyName(constant) : value);
    }

    static String keyName(Object key) {
        return key instanceof Enum<?> constant
                ? constant.name().toLowerCase(Locale.ROOT)
                : String.valueOf(key);
    }

    private static Object component(Record value, RecordComponent component) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(value);
        } catch (IllegalAccessException | InvocationTargetException impossible) {
            throw new AssertionError("a record's accessor only reads a field", impossible);
        }
    }

    private static DefaultPrettyPrinter printer() {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        return new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
    }
}

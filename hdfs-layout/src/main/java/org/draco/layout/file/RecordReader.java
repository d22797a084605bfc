package org.draco.layout.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one JSON tree into a record; collects every fault on the way. Used once. */
final class RecordReader {

    private final List<String> faults = new ArrayList<>();

    <T extends Record> T read(ObjectNode tree, Class<T> type) throws JsonFaultsException {
        Object record = record(tree, type, "");
        if (!faults.isEmpty()) {
            throw new JsonFaultsException(0, faults);
        }
        return type.cast(record);
    }

    /** The value at a node, or null after a fault has been noted. */
    private Object value(JsonNode node, Type type, String at) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == List.class
                    ? list(node, arguments[0], at)
                    : map(node, arguments[0], arguments[1], at);
        }
        Class<?> kind = (Class<?>) type;
        if (kind.isRecord()) {
            return node instanceof ObjectNode object
                    ? record(object, kind, at)
                    : fault(at, "a JSON object", node);
        }
        if (kind.isEnum()) {
            return node.isTextual()
                    ? constant(node.textValue(), kind, at)
                    : fault(at, "a string", node);
        }
        return scalar(node, kind, at);
    }

    private Object scalar(JsonNode node, Class<?> kind, String at) {
        if (kind == String.class) {
            return node.isTextual() ? node.textValue() : fault(at, "a string", node);
        }
        if (kind == boolean.class) {
            return node.isBoolean() ? node.booleanValue() : fault(at, "true or false", node);
        }
        if (kind == double.class) {
            return node.isNumber() ? node.doubleValue() : fault(at, "a number", node);
        }
        if (kind == int.class || kind == Integer.class) {
            boolean fits = node.isIntegralNumber() && node.canConvertToInt();
            return fits ? node.intValue() : fault(at, "an integer of 32 bits", node);
        }
        if (kind == long.class || kind == Long.class) {
            boolean fits = node.isIntegralNumber() && node.canConvertToLong();
            return fits ? node.longValue() : fault(at, "an integer of 64 bits", node);
        }
        throw new AssertionError("RecordJson does not read " + kind);
    }

    private Object record(ObjectNode object, Class<?> type, String at) {
        int before = faults.size();
        List<String> known = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String path = join(at, component.getName());
            JsonNode node = object.get(component.getName());
            known.add(component.getName());
            values.add(
                    node == null
                            ? fault(path, "a value", "nothing: the key is missing")
                            : value(node, component.getGenericType(), path));
        }
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                fault(join(at, name), "one of the keys " + known, "an unknown key");
            }
        }
        return faults.size() == before ? construct(type, values, at) : null;
    }

    private Object construct(Class<?> type, List<Object> values, String at) {
        try {
            Class<?>[] types =
                    Arrays.stream(type.getRecordComponents())
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new);
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values.toArray());
        } catch (InvocationTargetException refused) {
            String why = refused.getCause().getMessage();
            faults.add(at.isEmpty() ? why : at + ": " + why);
            return null;
        } catch (ReflectiveOperationException impossible) {
            throw new AssertionError("a record has a constructor of its components", impossible);
        }
    }

    private Object list(JsonNode node, Type element, String at) {
        if (!node.isArray()) {
            return fault(at, "a JSON array", node);
        }
        List<Object> values = new ArrayList<>();
        for (JsonNode child : node) {
            values.add(value(child, element, at + "[" + values.size() + "]"));
        }
        return values;
    }

    private Object map(JsonNode node, Type keyType, Type element, String at) {
        if (!node.isObject()) {
            return fault(at, "a JSON object", node);
        }
        Map<Object, Object> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String path = join(at, entry.getKey());
            Object key = key(entry.getKey(), (Class<?>) keyType, path);
            Object value = value(entry.getValue(), element, path);
            if (key != null) {
                values.put(key, value);
            }
        }
        return values;
    }

    private Object key(String name, Class<?> type, String at) {
        if (type.isEnum()) {
            return constant(name, type, at);
        }
        if (type == Integer.class) {
            try {
                Integer number = Integer.valueOf(name);
                return number.toString().equals(name)
                        ? number
                        : fault(at, "an integer as key", "\"" + name + "\"");
            } catch (NumberFormatException notANumber) {
                return fault(at, "an integer as key", "\"" + name + "\"");
            }
        }
        return name;
    }

    private Object constant(String name, Class<?> type, String at) {
        List<String> names = new ArrayList<>();
        for (Object constant : type.getEnumConstants()) {
            if (RecordJson.keyName(constant).equals(name)) {
                return constant;
            }
            names.add(RecordJson.keyName(constant));
        }
        return fault(at, "one of " + names, "\"" + name + "\"");
    }

    private Object fault(String at, String expected, JsonNode found) {
        String text = found.toString();
        return fault(at, expected, text.length() <= 60 ? text : text.substring(0, 60) + "...");
    }

    private Object fault(String at, String expected, String found) {
        faults.add(at + ": expected " + expected + ", found " + found);
        return null;
    }

    private static String join(String at, String name) {
        return at.isEmpty() ? name : at + "." + name;
    }
}

package org.draco.am.metrics;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Array;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;

/**
 * What JMX says of this process, as JSON in the form of Hadoop's daemons: {@code {"beans": [{"name": ..., "modelerType": ..., ...}]}}.
 * Numbers that JSON has not, NaN and infinities, are text. Thread-safe.
 */
public final class JmxDocument {

    private static final String QUERY = "qry=";

    /** Deeper than this a value is written as text. */
    private static final int DEEPEST = 4;

    private final JsonFactory json = new JsonFactory();
    private final MBeanServer server;

    /** @param server whose beans are told */
    public JmxDocument(MBeanServer server) {
        this.server = server;
    }

    /**
     * Writes the beans that a query asks for.
     *
     * @param query as in a URL: {@code qry=} and a pattern of names, e.g. {@code qry=Hadoop:service=draco,*}; empty for all
     * @param out stays open
     * @throws IllegalArgumentException if that is no pattern of names
     */
    public void write(String query, OutputStream out) throws IOException {
        Set<ObjectName> names = new TreeSet<>(server.queryNames(pattern(query), null));
        try (JsonGenerator document =
                json.createGenerator(out)
                        .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                        .useDefaultPrettyPrinter()) {
            document.writeStartObject();
            document.writeArrayFieldStart("beans");
            for (ObjectName name : names) {
                bean(name, document);
            }
            document.writeEndArray();
            document.writeEndObject();
        }
    }

    private static ObjectName pattern(String query) {
        if (query.isEmpty()) {
            return null;
        }
        if (!query.startsWith(QUERY)) {
            throw new IllegalArgumentException(
                    "expected ?qry=PATTERN, e.g. ?qry=Hadoop:service=draco,*, found ?" + query);
        }
        String pattern = URLDecoder.decode(query.substring(QUERY.length()), StandardCharsets.UTF_8);
        try {
            return new ObjectName(pattern);
        } catch (MalformedObjectNameException wrong) {
            throw new IllegalArgumentException(
                    "qry: expected a pattern of names, found \"%s\": %s"
                            .formatted(pattern, wrong.getMessage()),
                    wrong);
        }
    }

    /** What cannot be read, because the bean is gone or does not say, is left out. */
    private void bean(ObjectName name, JsonGenerator document) throws IOException {
        MBeanInfo info;
        try {
            info = server.getMBeanInfo(name);
        } catch (JMException | RuntimeException unsaid) {
            return;
        }
        document.writeStartObject();
        document.writeStringField("name", name.toString());
        document.writeStringField("modelerType", info.getClassName());
        for (MBeanAttributeInfo attribute : info.getAttributes()) {
            if (attribute.isReadable()) {
                attribute(name, attribute.getName(), document);
            }
        }
        document.writeEndObject();
    }

    private void attribute(ObjectName bean, String name, JsonGenerator document)
            throws IOException {
        Object value;
        try {
            value = server.getAttribute(bean, name);
        } catch (JMException | RuntimeException unsaid) {
            return; // beans of the JDK refuse some of their attributes
        }
        document.writeFieldName(name);
        value(value, document, 0);
    }

    private static void value(Object value, JsonGenerator document, int depth) throws IOException {
        if (value == null) {
            document.writeNull();
        } else if (value instanceof Number number) {
            number(number, document);
        } else if (value instanceof Boolean truth) {
            document.writeBoolean(truth);
        } else if (depth >= DEEPEST) {
            document.writeString(value.toString());
        } else if (value.getClass().isArray()) {
            document.writeStartArray();
            for (int i = 0; i < Array.getLength(value); i++) {
                value(Array.get(value, i), document, depth + 1);
            }
            document.writeEndArray();
        } else if (value instanceof CompositeData data) {
            document.writeStartObject();
            for (String key : data.getCompositeType().keySet()) {
                document.writeFieldName(key);
                value(data.get(key), document, depth + 1);
            }
            document.writeEndObject();
        } else if (value instanceof TabularData table) {
            all(table.values(), document, depth);
        } else if (value instanceof Collection<?> several) {
            all(several, document, depth);
        } else if (value instanceof Map<?, ?> map) {
            all(map.entrySet(), document, depth);
        } else {
            document.writeString(value.toString());
        }
    }

    private static void all(Collection<?> values, JsonGenerator document, int depth)
            throws IOException {
        document.writeStartArray();
        for (Object one : values) {
            value(one, document, depth + 1);
        }
        document.writeEndArray();
    }

    private static void number(Number number, JsonGenerator document) throws IOException {
        double value = number.doubleValue();
        if (Double.isFinite(value)) {
            document.writeNumber(number.toString());
        } else {
            document.writeString(number.toString());
        }
    }
}

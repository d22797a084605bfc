package org.draco.am.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.junit.jupiter.api.Test;

class JmxDocumentTest {

    /** Says what it has once, as it is registered, and refuses ever after. */
    private static final class Mute extends StandardMBean {

        private boolean registered;

        Mute() {
            super(new Said(), Sayings.class, false);
        }

        @Override
        public void postRegister(Boolean done) {
            registered = true;
        }

        @Override
        public MBeanInfo getMBeanInfo() {
            if (registered) {
                throw new IllegalStateException("no word");
            }
            return super.getMBeanInfo();
        }
    }

    @Test
    void aBeanThatDoesNotDescribeItselfIsLeftOut() throws Exception {
        MBeanServer server = MBeanServerFactory.newMBeanServer();
        server.registerMBean(new Mute(), new ObjectName("Test:name=Mute"));
        server.registerMBean(
                new StandardMBean(new Said(), Sayings.class), new ObjectName("Test:name=Said"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new JmxDocument(server).write("qry=Test:*", out);
        JsonNode beans = new ObjectMapper().readTree(out.toByteArray()).get("beans");
        assertEquals(1, beans.size(), beans::toString);
        assertEquals("Test:name=Said", beans.get(0).get("name").textValue());
    }

    /** What a bean may say. */
    public interface Sayings {
        double getNotANumber();

        long getLarge();

        String getText();

        int[] getSeveral();

        boolean isTrue();

        Object getRefused();
    }

    private static final class Said implements Sayings {
        @Override
        public double getNotANumber() {
            return Double.NaN;
        }

        @Override
        public long getLarge() {
            return Long.MAX_VALUE;
        }

        @Override
        public String getText() {
            return "a \"quoted\" <text>";
        }

        @Override
        public int[] getSeveral() {
            return new int[] {1, 2};
        }

        @Override
        public boolean isTrue() {
            return true;
        }

        @Override
        public Object getRefused() {
            throw new UnsupportedOperationException("not here");
        }
    }

    private static JsonNode read(MBeanServer server, String query) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new JmxDocument(server).write(query, out);
        return new ObjectMapper().readTree(out.toByteArray()).get("beans");
    }

    @Test
    void aBeansAttributesAreJsonAndWhatItRefusesIsLeftOut() throws IOException, JMException {
        MBeanServer server = MBeanServerFactory.newMBeanServer();
        server.registerMBean(
                new StandardMBean(new Said(), Sayings.class), new ObjectName("draco:name=said"));
        JsonNode beans = read(server, "qry=draco:*");
        assertEquals(1, beans.size());
        JsonNode bean = beans.get(0);
        assertEquals("draco:name=said", bean.get("name").textValue());
        assertEquals("NaN", bean.get("NotANumber").textValue());
        assertEquals(Long.MAX_VALUE, bean.get("Large").longValue());
        assertEquals("a \"quoted\" <text>", bean.get("Text").textValue());
        assertEquals("[1,2]", bean.get("Several").toString());
        assertTrue(bean.get("True").booleanValue());
        assertEquals(null, bean.get("Refused"));
    }

    @Test
    void allThatTheJdkSaysCanBeWritten() throws IOException {
        JsonNode beans = read(ManagementFactory.getPlatformMBeanServer(), "");
        assertTrue(
                beans.findValuesAsText("name").contains("java.lang:type=Memory"), beans::toString);
        JsonNode memory =
                read(ManagementFactory.getPlatformMBeanServer(), "qry=java.lang%3Atype%3DMemory")
                        .get(0);
        assertTrue(memory.get("HeapMemoryUsage").get("used").longValue() > 0);
    }

    @Test
    void aWrongQueryIsNamed() {
        MBeanServer server = MBeanServerFactory.newMBeanServer();
        for (String wrong : new String[] {"get=x", "qry=no name"}) {
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> read(server, wrong));
            assertTrue(refused.getMessage().contains("expected"), refused.getMessage());
        }
    }
}

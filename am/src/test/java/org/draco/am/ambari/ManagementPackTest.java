package org.draco.am.ambari;

import static org.draco.am.ambari.ManagementPack.DEFINITION;
import static org.draco.am.ambari.ManagementPack.ROOT;
import static org.draco.am.ambari.ManagementPack.SERVICE;
import static org.draco.am.ambari.ManagementPack.VERSION;
import static org.draco.am.ambari.ManagementPack.child;
import static org.draco.am.ambari.ManagementPack.children;
import static org.draco.am.ambari.ManagementPack.componentNames;
import static org.draco.am.ambari.ManagementPack.has;
import static org.draco.am.ambari.ManagementPack.json;
import static org.draco.am.ambari.ManagementPack.text;
import static org.draco.am.ambari.ManagementPack.xml;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** The rules by which Ambari reads a pack (its setupMpacks.py and the classes of its stack definitions), each as one test. */
class ManagementPackTest {

    private static final Set<String> METAINFO =
            Set.of(
                    "name",
                    "displayName",
                    "comment",
                    "version",
                    "components",
                    "osSpecifics",
                    "commandScript",
                    "requiredServices",
                    "configuration-dependencies",
                    "restartRequiredAfterChange");
    private static final Set<String> COMPONENT =
            Set.of(
                    "name",
                    "displayName",
                    "category",
                    "cardinality",
                    "versionAdvertised",
                    "timelineAppid",
                    "dependencies",
                    "commandScript");
    private static final Pattern TOKEN = Pattern.compile("\\{\\{draco-env/(\\w+)}}");

    private static Set<String> keys(JsonNode object) {
        Set<String> keys = new TreeSet<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static void requireAmong(Set<String> known, Set<String> found, String where) {
        Set<String> unknown = new TreeSet<>(found);
        unknown.removeAll(known);
        assertTrue(unknown.isEmpty(), () -> where + " has what Ambari does not read: " + unknown);
    }

    @Test
    void thePacksKeysHaveUnderscores() throws IOException {
        JsonNode pack = json(ROOT.resolve("mpack.json"));
        assertEquals(
                Set.of("type", "name", "version", "description", "prerequisites", "artifacts"),
                keys(pack));
        assertEquals("full-release", pack.get("type").textValue());
        requireAmong(
                Set.of("min_ambari_version", "max_ambari_version", "min_stack_versions"),
                keys(pack.get("prerequisites")),
                "prerequisites");
        assertTrue(pack.get("version").textValue().matches("\\d+(\\.\\d+){3}"));
    }

    @Test
    void everyArtifactIsOfAKnownTypeAndThere() throws IOException {
        JsonNode artifacts = json(ROOT.resolve("mpack.json")).get("artifacts");
        assertEquals(2, artifacts.size());
        for (JsonNode artifact : artifacts) {
            requireAmong(
                    Set.of("name", "type", "source_dir", "service_versions_map"),
                    keys(artifact),
                    "an artifact");
            requireAmong(
                    Set.of("service-definitions", "stack-addon-service-definitions"),
                    Set.of(artifact.get("type").textValue()),
                    "an artifact's type");
            assertTrue(Files.isDirectory(ROOT.resolve(artifact.get("source_dir").textValue())));
        }
    }

    @Test
    void everyStackThatGetsTheServiceIsAPrerequisite() throws IOException {
        JsonNode pack = json(ROOT.resolve("mpack.json"));
        JsonNode addon = pack.get("artifacts").get(1);
        JsonNode mapped = addon.get("service_versions_map");
        assertEquals(1, mapped.size());
        String version = mapped.get(0).get("service_version").textValue();
        assertEquals(SERVICE, mapped.get(0).get("service_name").textValue());
        Path metainfo =
                ROOT.resolve(addon.get("source_dir").textValue())
                        .resolve(Path.of(SERVICE, version, "metainfo.xml"));
        Element service = child(child(xml(metainfo), "services"), "service");
        assertEquals("common-services/DRACO/" + VERSION, text(service, "extends"));
        assertEquals(
                pack.get("prerequisites").get("min_stack_versions"),
                mapped.get(0).get("applicable_stacks"));
    }

    @Test
    void allVersionsAgree() throws IOException {
        assertEquals(VERSION + ".0", json(ROOT.resolve("mpack.json")).get("version").textValue());
        assertEquals(VERSION, text(ManagementPack.service(), "version"));
        Element project = xml(ROOT.resolve("../../../../pom.xml").normalize());
        assertEquals(VERSION, text(project, "version").replace("-SNAPSHOT", ""));
    }

    @Test
    void metainfoIsOfSchema2AndNamesWhatIsThere() throws IOException {
        assertEquals(2, ManagementPack.files("metainfo.xml").size());
        for (Path file : ManagementPack.files("metainfo.xml")) {
            assertEquals("2.0", text(xml(file), "schemaVersion"), file::toString);
        }
        Element service = ManagementPack.service();
        requireAmong(METAINFO, names(service), "the service");
        assertScript(service);
        Set<String> configurations = new TreeSet<>();
        children(child(service, "configuration-dependencies"))
                .forEach(type -> configurations.add(type.getTextContent().strip()));
        for (Path file : ManagementPack.files(".xml")) {
            if (file.getParent().endsWith("configuration")) {
                String type = file.getFileName().toString().replace(".xml", "");
                assertTrue(configurations.remove(type), () -> type + " is not depended on");
            }
        }
        assertEquals(Set.of(), configurations, "without a file");
    }

    @Test
    void componentsHaveACategoryACardinalityAndAScript() throws IOException {
        for (Element component : ManagementPack.components()) {
            String name = text(component, "name");
            requireAmong(COMPONENT, names(component), name);
            requireAmong(
                    Set.of("MASTER", "SLAVE", "CLIENT"), Set.of(text(component, "category")), name);
            assertTrue(text(component, "cardinality").matches("\\d+\\+?|\\d+-\\d+|ALL"), name);
            assertScript(component);
            for (Element dependency : children(child(component, "dependencies"))) {
                assertTrue(text(dependency, "name").matches("[A-Z0-9]+/[A-Z0-9_]+"));
                requireAmong(Set.of("host", "cluster"), Set.of(text(dependency, "scope")), name);
            }
        }
    }

    private static Set<String> names(Element parent) {
        Set<String> names = new TreeSet<>();
        children(parent).forEach(child -> names.add(child.getTagName()));
        return names;
    }

    private static void assertScript(Element parent) {
        Element command = child(parent, "commandScript");
        assertEquals("PYTHON", text(command, "scriptType"));
        assertTrue(Integer.parseInt(text(command, "timeout")) > 0);
        Path script = DEFINITION.resolve("package").resolve(text(command, "script"));
        assertTrue(Files.isRegularFile(script), script::toString);
    }

    /** As in its configuration-schema.xsd; that there is help is our own rule. */
    @Test
    void everyPropertyHasTheElementsOfTheSchemaAndHelp() throws IOException {
        int found = 0;
        for (Path file : ManagementPack.files(".xml")) {
            if (!file.getParent().endsWith("configuration")) {
                continue;
            }
            Set<String> seen = new HashSet<>();
            for (Element property : children(xml(file))) {
                found++;
                String name = file.getFileName() + ": " + text(property, "name");
                assertTrue(seen.add(text(property, "name")), () -> name + " twice");
                requireAmong(
                        Set.of(
                                "name",
                                "value",
                                "description",
                                "display-name",
                                "filename",
                                "on-ambari-upgrade",
                                "property-type",
                                "value-attributes",
                                "depends-on"),
                        names(property),
                        name);
                assertTrue(child(property, "on-ambari-upgrade").hasAttribute("add"), name);
                assertFalse(text(property, "display-name").isEmpty(), name);
                assertTrue(text(property, "description").endsWith("."), name);
                assertValue(property, name);
            }
        }
        assertTrue(found > 10);
    }

    private static void assertValue(Element property, String name) {
        Element attributes = child(property, "value-attributes");
        requireAmong(
                Set.of(
                        "type",
                        "maximum",
                        "minimum",
                        "unit",
                        "overridable",
                        "empty-value-valid",
                        "editable-only-at-install",
                        "show-property-name",
                        "increment-step",
                        "entries",
                        "selection-cardinality",
                        "user-groups"),
                names(attributes),
                name);
        String value = text(property, "value");
        String type = has(attributes, "type") ? text(attributes, "type") : "string";
        requireAmong(
                Set.of("string", "int", "directory", "user", "content", "value-list"),
                Set.of(type),
                name);
        if (type.equals("int")) {
            int number = Integer.parseInt(value);
            assertTrue(number >= Integer.parseInt(text(attributes, "minimum")), name);
            assertTrue(number <= Integer.parseInt(text(attributes, "maximum")), name);
        }
        if (type.equals("value-list")) {
            assertTrue(
                    children(child(attributes, "entries")).stream()
                            .anyMatch(entry -> text(entry, "value").equals(value)),
                    name);
        }
        assertTrue(!value.isEmpty() || has(attributes, "empty-value-valid"), name);
    }

    @Test
    void alertsHaveKnownSourcesAndScopes() throws IOException {
        JsonNode alerts = json("alerts.json");
        assertEquals(Set.of(SERVICE), keys(alerts));
        Set<String> places = new TreeSet<>(componentNames());
        places.add("service");
        requireAmong(places, keys(alerts.get(SERVICE)), "alerts.json");
        Set<String> names = new HashSet<>();
        for (JsonNode place : alerts.get(SERVICE)) {
            for (JsonNode alert : place) {
                assertTrue(names.add(alert.get("name").textValue()));
                requireAmong(
                        Set.of(
                                "name",
                                "label",
                                "description",
                                "interval",
                                "scope",
                                "enabled",
                                "source"),
                        keys(alert),
                        "an alert");
                requireAmong(
                        Set.of("HOST", "SERVICE", "ANY"),
                        Set.of(alert.get("scope").textValue()),
                        "a scope");
                assertTrue(alert.get("interval").intValue() >= 1);
                assertSource(alert.get("source"));
            }
        }
        assertEquals(2, names.size());
    }

    private static void assertSource(JsonNode source) throws IOException {
        if (source.get("type").textValue().equals("SCRIPT")) {
            Path script = ROOT.resolve("common-services").resolve(source.get("path").textValue());
            assertTrue(Files.isRegularFile(script), script::toString);
            for (JsonNode parameter : source.get("parameters")) {
                assertEquals(
                        Set.of(
                                "name",
                                "display_name",
                                "value",
                                "type",
                                "description",
                                "units",
                                "threshold"),
                        keys(parameter));
                assertEquals("NUMERIC", parameter.get("type").textValue());
                assertTrue(Files.readString(script).contains(parameter.get("name").textValue()));
            }
        } else {
            assertEquals("PORT", source.get("type").textValue());
            Matcher token = TOKEN.matcher(source.get("uri").textValue());
            assertTrue(token.matches());
            Element property = ManagementPack.property("draco-env", token.group(1));
            assertEquals(text(property, "value"), source.get("default_port").asText());
            assertEquals(Set.of("ok", "warning", "critical"), keys(source.get("reporting")));
        }
    }

    /** Of Ambari 3.1: only what has a process of its own can be scraped, and only at a port that is configured. */
    @Test
    void telemetryIsOfAComponentThatListens() throws IOException {
        JsonNode telemetry = json("telemetry.json");
        assertEquals(1, telemetry.get("schemaVersion").intValue());
        for (String name : keys(telemetry.get("components"))) {
            JsonNode scraped = telemetry.get("components").get(name);
            assertTrue(
                    ManagementPack.components().stream()
                            .anyMatch(
                                    component ->
                                            text(component, "name").equals(name)
                                                    && !text(component, "category")
                                                            .equals("CLIENT")));
            assertEquals("prometheus_text", scraped.get("format").textValue());
            assertEquals("/prom", scraped.get("path").textValue());
            JsonNode http = scraped.get("endpoint").get("http");
            Element port =
                    ManagementPack.property(
                            http.get("configType").textValue(), http.get("property").textValue());
            assertEquals(text(port, "value"), http.get("defaultPort").asText());
        }
        assertEquals(Set.of("DRACO_MONITOR"), keys(telemetry.get("components")));
    }

    @Test
    void kerberosAndTheOrderOfCommandsAreOfOurComponents() throws IOException {
        JsonNode kerberos = json("kerberos.json").get("services").get(0);
        assertEquals(SERVICE, kerberos.get("name").textValue());
        for (JsonNode component : kerberos.get("components")) {
            assertTrue(componentNames().contains(component.get("name").textValue()));
        }
        List<JsonNode> identities =
                StreamSupport.stream(kerberos.findParents("principal").spliterator(), false)
                        .toList();
        assertEquals(1, identities.size());
        String user = identities.get(0).get("principal").get("value").textValue();
        assertTrue(user.startsWith("${draco-env/draco_user}"), user);
        Set<String> commands = new TreeSet<>();
        componentNames().forEach(name -> commands.add(name + "-START"));
        commands.add("DRACO_SERVICE_CHECK-SERVICE_CHECK");
        commands.add("_comment");
        requireAmong(
                commands,
                keys(json("role_command_order.json").get("general_deps")),
                "role_command_order.json");
    }
}

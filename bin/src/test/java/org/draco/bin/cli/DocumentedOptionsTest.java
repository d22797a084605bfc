package org.draco.bin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Every option that the pages name is one that the commands have. */
class DocumentedOptionsTest {

    /** Commands that are wrong on purpose, which have a test of their own, and options of others beside ours. */
    private static final Set<String> NOT_THESE = Set.of("mistakes.md", "options.md");

    /** Of other programs, which the pages tell how to call. */
    private static final Set<String> OF_OTHERS =
            Set.of(
                    "--mpack",
                    "--mpack-name",
                    "--strip-components",
                    "--release",
                    "--create",
                    "--file");

    private static final Pattern FENCED = Pattern.compile("```[a-z]*\n(.*?)```", Pattern.DOTALL);
    private static final Pattern CALL =
            Pattern.compile("(?:bin/draco|(?<![/\\w])draco|draco\\.jar) ([a-z|]+)(?: ([a-z|]+))?");
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z0-9_-]*");

    private static Path repository() {
        return Path.of("").toAbsolutePath().getParent();
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(repository().resolve("README.md")));
        try (Stream<Path> docs = Files.list(repository().resolve("docs"))) {
            docs.filter(page -> page.toString().endsWith(".md"))
                    .filter(page -> !NOT_THESE.contains(page.getFileName().toString()))
                    .sorted()
                    .forEach(pages::add);
        }
        return pages;
    }

    private static Set<String> options(CommandLine command) {
        Set<String> names = new TreeSet<>();
        command.getCommandSpec()
                .options()
                .forEach(option -> names.addAll(Arrays.asList(option.names())));
        return names;
    }

    private static void collect(CommandLine command, Set<String> names) {
        names.addAll(options(command));
        command.getSubcommands().values().forEach(each -> collect(each, names));
    }

    @Test
    void isOneOfSomeCommandWhereverItIsNamed() throws IOException {
        Set<String> known = new TreeSet<>(OF_OTHERS);
        collect(Draco.commandLine(), known);
        List<String> wrong = new ArrayList<>();
        int seen = 0;
        for (Path page : pages()) {
            int number = 0;
            for (String line : Files.readAllLines(page)) {
                number++;
                Matcher option = OPTION.matcher(line);
                while (option.find()) {
                    seen++;
                    if (!known.contains(option.group())) {
                        wrong.add(page.getFileName() + ":" + number + ": " + option.group());
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(seen > 100, "the pages are read");
    }

    @Test
    void isOneOfTheCommandThatIsCalled() throws IOException {
        List<String> wrong = new ArrayList<>();
        int seen = 0;
        for (Path page : pages()) {
            Matcher block = FENCED.matcher(Files.readString(page));
            while (block.find()) {
                for (String line : block.group(1).replaceAll("\\\\\n\\s*", " ").split("\n")) {
                    Matcher call = CALL.matcher(line);
                    while (call.find()) {
                        seen++;
                        judge(page, line, call, wrong);
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(seen > 30, "the pages are read");
    }

    /** The middle column of docs/options.md. */
    @Test
    void isOursWhereItStandsBesideTheirs() throws IOException {
        Set<String> known = new TreeSet<>();
        collect(Draco.commandLine(), known);
        int rows = 0;
        for (String line : optionTables()) {
            String[] cells = line.split("\\|", -1);
            if (cells.length == 5 && cells[1].contains("`--")) {
                rows++;
                Matcher ours = OPTION.matcher(cells[2]);
                while (ours.find()) {
                    assertTrue(known.contains(ours.group()), line);
                }
                assertTrue(
                        !cells[2].isBlank() || !cells[3].isBlank(), () -> "says nothing: " + line);
            }
        }
        assertTrue(rows > 60, "the tables are read");
    }

    /** Whoever has their command line finds what is accepted of it. */
    @Test
    void isInTheTablesIfItIsAnAlias() throws IOException {
        String page = String.join("\n", optionTables());
        for (String name : List.of("train", "simulate")) {
            CommandLine command = Draco.commandLine().getSubcommands().get(name);
            for (OptionSpec option : command.getCommandSpec().options()) {
                if (option.names().length > 1 && !option.usageHelp() && !option.versionHelp()) {
                    for (String each : option.names()) {
                        assertTrue(page.contains('`' + each + '`'), each);
                    }
                }
            }
        }
        String source =
                Files.readString(
                        repository().resolve("bin/src/main/java/org/draco/bin/cli/CodeNames.java"));
        Matcher alias = Pattern.compile("Map\\.(?:entry|of)\\(\\s*\"([^\"]+)\"").matcher(source);
        int aliases = 0;
        while (alias.find()) {
            aliases++;
            String theirs = alias.group(1);
            assertTrue(page.contains('`' + theirs + '`'), theirs);
        }
        assertTrue(aliases > 10, "the aliases are read");
    }

    private static List<String> optionTables() throws IOException {
        return Files.readAllLines(repository().resolve("docs/options.md"));
    }

    private static void judge(Path page, String line, Matcher call, List<String> wrong) {
        for (CommandLine command : called(call.group(1), call.group(2))) {
            Set<String> known = options(command);
            String words = line.substring(call.end()).replaceFirst("\\s#.*|[|;&>].*", "");
            for (String word : words.split("[\\s\\[\\]=]+")) {
                if (OPTION.matcher(word).matches() && !known.contains(word)) {
                    wrong.add(page.getFileName() + ": " + word + " in: " + line);
                }
            }
        }
    }

    /** The commands of {@code train|prepare}, of {@code codec encode|decode}; none of a placeholder. */
    private static List<CommandLine> called(String commands, String more) {
        List<CommandLine> called = new ArrayList<>();
        for (String name : commands.split("\\|")) {
            CommandLine command = Draco.commandLine().getSubcommands().get(name);
            assertTrue(command != null, () -> "no command " + name);
            if (command.getSubcommands().isEmpty() || more == null) {
                called.add(command);
            } else {
                for (String below : more.split("\\|")) {
                    CommandLine sub = command.getSubcommands().get(below);
                    assertTrue(sub != null, () -> "no command " + name + " " + below);
                    called.add(sub);
                }
            }
        }
        return called;
    }
}

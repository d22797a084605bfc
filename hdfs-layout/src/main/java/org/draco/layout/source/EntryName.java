package org.draco.layout.source;

/** The name of an entry of an archive, judged: no such name may lead out of the archive. */
final class EntryName {

    private static final int MAX_LENGTH = 4096;

    private EntryName() {}

    /** What is wrong with a name, worded to follow "found"; null if nothing is. */
    static String fault(String name) {
        if (name.isEmpty()) {
            return "an entry without a name";
        }
        if (name.length() > MAX_LENGTH) {
            return "an entry whose name has " + name.length() + " characters";
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            return "an entry with control characters in its name, " + shown(name);
        }
        if (name.indexOf('\\') >= 0) {
            return "an entry with a backslash in its name, " + shown(name);
        }
        if (name.startsWith("/") || name.matches("[A-Za-z]:.*")) {
            return "an absolute name, " + shown(name);
        }
        for (String component : name.split("/", -1)) {
            if (component.equals("..")) {
                return "a name that leads out of the archive, " + shown(name);
            }
        }
        return null;
    }

    /** The name without {@code .} and empty components, so that the same file has one name. */
    static String plain(String name) {
        StringBuilder plain = new StringBuilder();
        for (String component : name.split("/")) {
            if (!component.isEmpty() && !component.equals(".")) {
                plain.append(plain.length() == 0 ? "" : "/").append(component);
            }
        }
        return plain.toString();
    }

    /** A name as messages may show it, whatever it contains. */
    static String shown(String name) {
        StringBuilder shown = new StringBuilder("\"");
        for (char c : (name.length() > 200 ? name.substring(0, 200) : name).toCharArray()) {
            shown.append(Character.isISOControl(c) ? String.format("\\u%04x", (int) c) : c);
        }
        return shown.append(name.length() > 200 ? "...\"" : "\"").toString();
    }
}

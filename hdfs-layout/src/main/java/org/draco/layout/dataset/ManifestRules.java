package org.draco.layout.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.draco.layout.DatasetLayout;
import org.draco.layout.LegalName;

/** What a data set must satisfy, before its first sample (shape) and after its last (parts). */
final class ManifestRules {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private final List<String> faults = new ArrayList<>();

    private ManifestRules() {}

    static List<String> faults(DatasetDescription shape) {
        ManifestRules rules = new ManifestRules();
        rules.shape(shape);
        return rules.faults;
    }

    static List<String> faults(
            int version, DatasetDescription shape, Map<Split, List<DatasetManifest.Part>> parts) {
        ManifestRules rules = new ManifestRules();
        rules.check(
                version == DatasetManifest.VERSION,
                "version",
                "" + DatasetManifest.VERSION,
                version);
        rules.shape(shape);
        // Sizes follow from the shape, so they are judged only under a sound one.
        PartFormat format = rules.faults.isEmpty() ? PartFormat.of(shape) : null;
        for (Split split : Split.values()) {
            List<DatasetManifest.Part> files = parts.get(split);
            String what = "parts." + split.directory();
            rules.check(
                    files != null && !files.isEmpty(),
                    what,
                    "one part or more",
                    files == null ? "nothing" : "none");
            rules.parts(what, files == null ? List.of() : files, format);
        }
        return rules.faults;
    }

    private void shape(DatasetDescription shape) {
        check(LegalName.isLegal(shape.name()), "name", LegalName.RULE, "\"" + shape.name() + "\"");
        check(shape.channels() >= 1, "channels", "1 or more", shape.channels());
        check(shape.height() >= 1, "height", "1 or more", shape.height());
        check(shape.width() >= 1, "width", "1 or more", shape.width());
        boolean positive = shape.channels() >= 1 && shape.height() >= 1 && shape.width() >= 1;
        String limit = "at most " + PartFormat.MAX_SAMPLE_BYTES + " bytes in a sample";
        check(!positive || isSmall(shape), "channels x height x width", limit, "more");
        int labels = shape.labels().size();
        check(
                labels >= 1 && labels <= PartFormat.MAX_LABELS,
                "labels",
                "1 to " + PartFormat.MAX_LABELS,
                labels);
    }

    private static boolean isSmall(DatasetDescription shape) {
        // Each factor first: the product of three ints can overflow even a long.
        int most = PartFormat.MAX_SAMPLE_BYTES;
        return shape.channels() <= most
                && shape.height() <= most
                && (long) shape.channels() * shape.height() <= most
                && shape.width() <= most
                && shape.sampleBytes() <= most;
    }

    private void parts(String what, List<DatasetManifest.Part> files, PartFormat format) {
        long records = 0;
        for (int i = 0; i < files.size(); i++) {
            DatasetManifest.Part part = files.get(i);
            String where = what + "[" + i + "]";
            String name = DatasetLayout.partName(i);
            check(
                    part.file().equals(name),
                    where + ".file",
                    "\"" + name + "\"",
                    "\"" + part.file() + "\"");
            check(part.records() >= 1, where + ".records", "1 or more", part.records());
            boolean hex = SHA256.matcher(part.sha256()).matches();
            check(
                    hex,
                    where + ".sha256",
                    "64 digits in lower-case hex",
                    "\"" + part.sha256() + "\"");
            if (format != null && part.records() >= 1) {
                long bytes = format.bytes(part.records());
                String expected = bytes + " for " + part.records() + " records";
                check(part.bytes() == bytes, where + ".bytes", expected, part.bytes());
                String most = "at most " + Integer.MAX_VALUE;
                check(part.bytes() <= Integer.MAX_VALUE, where + ".bytes", most, part.bytes());
            }
            records += part.records();
        }
        check(
                records <= Integer.MAX_VALUE,
                what,
                "at most " + Integer.MAX_VALUE + " records",
                records);
    }

    private void check(boolean holds, String what, String expected, Object found) {
        if (!holds) {
            faults.add(what + ": expected " + expected + ", found " + found);
        }
    }
}

package org.draco.am.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.yarn.api.records.ApplicationSubmissionContext;
import org.apache.hadoop.yarn.api.records.Priority;

/**
 * How an application stands in YARN's queues. Nothing of it is part of the job: a job that goes on later may stand there otherwise.
 *
 * @param name shown in YARN's lists; empty for {@code draco <job>}
 * @param priority the higher, the sooner it gets containers among those of its queue; empty for the queue's own
 * @param tags by which it can be looked for
 * @param nodeLabel of the nodes on which all its containers are to be; empty for the queue's own
 */
public record QueueEntry(
        Optional<String> name,
        Optional<Integer> priority,
        Set<String> tags,
        Optional<String> nodeLabel) {

    /** As YARN puts it by itself. */
    public static final QueueEntry USUAL =
            new QueueEntry(Optional.empty(), Optional.empty(), Set.of(), Optional.empty());

    /** YARN's own limits. */
    private static final int MOST_TAGS = 10;

    private static final int LONGEST_TAG = 100;
    private static final int LONGEST_NAME = 200;

    /** Keeps a copy. */
    public QueueEntry {
        tags = Set.copyOf(tags);
    }

    /** What YARN would not take, or take for something else. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        name.filter(text -> !text.matches("\\P{Cntrl}{1," + LONGEST_NAME + "}"))
                .ifPresent(
                        text ->
                                faults.add(
                                        "application name: expected 1 to %d characters, none of them a control character, found \"%s\""
                                                .formatted(LONGEST_NAME, text)));
        priority.filter(number -> number < 0)
                .ifPresent(number -> faults.add("priority: expected at least 0, found " + number));
        if (tags.size() > MOST_TAGS) {
            faults.add("tags: expected at most %d, found %d".formatted(MOST_TAGS, tags.size()));
        }
        for (String tag : new TreeSet<>(tags)) {
            if (!tag.matches("[!-~&&[^,]]{1," + LONGEST_TAG + "}")) {
                faults.add(
                        "tags: expected 1 to %d ASCII characters without blanks and commas in each, found \"%s\""
                                .formatted(LONGEST_TAG, tag));
            }
        }
        nodeLabel
                .filter(text -> !text.matches("[0-9a-zA-Z][0-9a-zA-Z_-]{0,254}"))
                .ifPresent(
                        text ->
                                faults.add(
                                        "node label: expected one name of letters, digits, _ and -, found \"%s\""
                                                .formatted(text)));
        return faults;
    }

    /** @param usualName if none was given */
    void describe(ApplicationSubmissionContext context, String usualName) {
        context.setApplicationName(name.orElse(usualName));
        priority.ifPresent(number -> context.setPriority(Priority.newInstance(number)));
        if (!tags.isEmpty()) {
            context.setApplicationTags(tags);
        }
        // Also of the containers that the ApplicationMaster asks for: they name none.
        nodeLabel.ifPresent(context::setNodeLabelExpression);
    }
}

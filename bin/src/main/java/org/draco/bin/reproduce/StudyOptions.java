package org.draco.bin.reproduce;

import java.util.List;
import java.util.Optional;

/** What the words of a study's command lines mean; the command line's own parser. Used by one thread. */
public interface StudyOptions {

    /** What is wrong with some of {@code simulate}'s options by themselves, e.g. an unknown one; empty if nothing is. */
    Optional<String> fault(List<String> words);
}

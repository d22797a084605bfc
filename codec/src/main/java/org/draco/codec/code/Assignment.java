package org.draco.codec.code;

import java.util.Arrays;

/**
 * Who computes what in a step; fixed for a job.
 *
 * <p>A <i>batch</i> is a set of samples. A <i>task</i> is what one answer is about: the batches whose gradients it combines.
 * Every worker has a task to begin with, several workers may have the same, and a code may hand out a further one while
 * the step is on.
 *
 * <p>Immutable and thread-safe.
 */
public final class Assignment {

    private final int batches;
    private final int[][] batchesByTask;
    private final int[] taskByWorker;

    /**
     * @param batches how many distinct batches a step has, at least 1
     * @param batchesByTask for each task its batches, each in {@code 0 .. batches - 1}; copied
     * @param taskByWorker for each worker the task that it begins with; copied
     * @throws IllegalArgumentException if a batch or a task is out of range or nobody's
     */
    public Assignment(int batches, int[][] batchesByTask, int[] taskByWorker) {
        this.batches = batches;
        this.batchesByTask = new int[batchesByTask.length][];
        for (int task = 0; task < batchesByTask.length; task++) {
            this.batchesByTask[task] = batchesByTask[task].clone();
        }
        this.taskByWorker = taskByWorker.clone();
        int[] all = Arrays.stream(batchesByTask).flatMapToInt(Arrays::stream).toArray();
        requireAll("batch", batches, all);
        requireAll("task", batchesByTask.length, taskByWorker);
    }

    /** Groups of workers with a task of one batch each: worker j has task j / groupSize. */
    public static Assignment inGroups(int workers, int groupSize) {
        int[] taskByWorker = new int[workers];
        Arrays.setAll(taskByWorker, worker -> worker / groupSize);
        int groups = workers / groupSize;
        int[][] batches = new int[groups][];
        Arrays.setAll(batches, group -> new int[] {group});
        return new Assignment(groups, batches, taskByWorker);
    }

    /** A task of its own for each worker, whose number is the worker's. */
    public static Assignment ofOwnTasks(int batches, int[][] batchesByWorker) {
        int[] tasks = new int[batchesByWorker.length];
        Arrays.setAll(tasks, worker -> worker);
        return new Assignment(batches, batchesByWorker, tasks);
    }

    private static void requireAll(String what, int count, int[] numbers) {
        boolean[] found = new boolean[count];
        for (int number : numbers) {
            if (number < 0 || number >= count) {
                throw new IllegalArgumentException(
                        "%s: expected 0..%d, found %d".formatted(what, count - 1, number));
            }
            found[number] = true;
        }
        for (int number = 0; number < count; number++) {
            if (!found[number]) {
                throw new IllegalArgumentException(
                        what + " " + number + " is assigned to no worker");
            }
        }
    }

    /** P. */
    public int workers() {
        return taskByWorker.length;
    }

    /** How many distinct batches a step has. */
    public int batches() {
        return batches;
    }

    /** How many tasks there are. */
    public int tasks() {
        return batchesByTask.length;
    }

    /** The task that this worker begins with. */
    public int taskOf(int worker) {
        return taskByWorker[worker];
    }

    /** The batches of a task, in the order of encoding; a new array. */
    public int[] batchesOf(int task) {
        return batchesByTask[task].clone();
    }
}

/**
 * What an evaluation of a job's checkpoints leaves: its specification, what was found of each checkpoint, and the tables made of
 * that. Start at {@link org.draco.layout.evaluation.EvaluationSpec}. The evaluated job's own directory is only read.
 */
package org.draco.layout.evaluation;

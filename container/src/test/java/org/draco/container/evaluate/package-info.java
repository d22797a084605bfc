/**
 * Tests of the evaluator, and {@link org.draco.container.evaluate.EvaluatorDriver}, with which users test a model of
 * their own under it.
 */
package org.draco.container.evaluate;

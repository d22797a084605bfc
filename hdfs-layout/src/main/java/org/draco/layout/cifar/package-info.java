/**
 * The pictures of CIFAR in their "binary version" as data sets. Not allowed to know where the files lie ({@code source}
 * does).
 */
package org.draco.layout.cifar;

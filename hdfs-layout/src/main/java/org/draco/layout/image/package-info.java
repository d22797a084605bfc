/**
 * Directories of pictures as data sets: PNG and JPEG, one folder a class.
 *
 * <pre>
 *   train/cat/1.png  train/dog/7.jpg  test/cat/3.png      two splits
 *   cat/1.png        dog/7.jpg                            one heap, of which a share is for testing
 * </pre>
 *
 * <p>Start at {@link org.draco.layout.image.ImageFolder}. Not allowed to know where the files lie ({@code source} does).
 */
package org.draco.layout.image;

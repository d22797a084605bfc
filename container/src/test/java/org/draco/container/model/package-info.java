/** What every model must do, a second opinion on LeNet, and the benchmark of its gradient. */
package org.draco.container.model;

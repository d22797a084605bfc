/** What every aggregation rule must do. Nothing here knows where the rows come from. */
package org.draco.codec.aggregate;

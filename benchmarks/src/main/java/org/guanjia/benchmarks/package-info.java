/** Load programs; each prints the raw limit beside its figure and ends with one line that compares them. */
@NullMarked
package org.guanjia.benchmarks;

import org.jspecify.annotations.NullMarked;

/** The rules of allowances over a register of millions on Apache Spark; the same answers, row by row, as the rules library gives. */
@NullMarked
package org.guanjia.spark;

import org.jspecify.annotations.NullMarked;

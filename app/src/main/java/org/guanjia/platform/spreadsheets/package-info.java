/** Reads, checks and writes the spreadsheets that people bring and take away: one import path and one export path for every list. */
@NamedInterface("spreadsheets")
@NullMarked
package org.guanjia.platform.spreadsheets;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

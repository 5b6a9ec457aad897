package org.guanjia.people;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Whom a page speaks of.
 *
 * @param child whether the law guards everything about them
 */
public record Nameplate(long id, String name, @Nullable LocalDate birth, boolean child, boolean erased) {}

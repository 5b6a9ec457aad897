package org.guanjia.platform.ui;

import org.jspecify.annotations.Nullable;

/**
 * A view of a list, one tap away.
 *
 * @param count how many are in it, already written; null where it is not counted
 */
public record Chip(String label, String href, @Nullable String count, boolean current) {}

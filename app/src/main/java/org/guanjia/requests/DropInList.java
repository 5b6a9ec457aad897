package org.guanjia.requests;

import java.util.List;
import java.util.Map;
import org.guanjia.platform.ui.Choice;
import org.jspecify.annotations.Nullable;

/**
 * The schedule as its page shows it.
 *
 * @param villageNames names by code
 * @param next address of the next page; null on the last
 */
public record DropInList(
    List<DropIns.Day> days,
    List<Choice> villages,
    Map<String, String> villageNames,
    boolean past,
    @Nullable String village,
    @Nullable String next) {}

package org.guanjia.meetings;

import java.util.List;
import org.guanjia.platform.ui.Chip;
import org.guanjia.platform.ui.Tile;
import org.jspecify.annotations.Nullable;

/**
 * The meetings as their page shows them.
 *
 * @param query of the address, with its question mark; empty for none
 * @param next address of the page after this one; null at the end
 */
public record MeetingList(List<MeetingLine> lines, List<Chip> years, List<Chip> states, List<Tile> tiles, String query, @Nullable String next, boolean narrowed) {}

package org.guanjia.requests;

import java.util.List;
import org.guanjia.platform.ui.Tile;

/**
 * What a member of staff sees first.
 *
 * @param tasks what waits for the viewer to do; each opens the list it was counted from
 * @param further what waits for the viewer in other modules
 * @param standing how the matters stand that the viewer sees
 * @param urgent the first of the queue
 */
public record Today(List<Tile> tasks, List<TodayTasks.Kind> further, List<Tile> standing, List<MatterRow> urgent) {

  /** Whether nothing waits. */
  public boolean quiet() {
    return urgent.isEmpty() && further.isEmpty() && tasks.stream().allMatch(tile -> tile.value().equals("0"));
  }
}

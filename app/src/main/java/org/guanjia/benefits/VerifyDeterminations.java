package org.guanjia.benefits;

import java.time.YearMonth;
import java.util.List;
import org.guanjia.places.Places;
import org.guanjia.platform.database.Command;
import org.guanjia.platform.database.TownContext;
import org.springframework.stereotype.Component;

/**
 * {@code verify-determinations [month]}: decides every kept determination once more by the rules and facts that are kept with it, and tells of each that
 * does not come out bit for bit the same. Of all months, or of the one given as 2026-05. Exit code 1 when anything differs.
 */
@Component
class VerifyDeterminations implements Command {

  private static final int AT_ONCE = 10_000;

  private final Determinations determinations;
  private final Places places;

  VerifyDeterminations(Determinations determinations, Places places) {
    this.determinations = determinations;
    this.places = places;
  }

  @Override
  public String name() {
    return "verify-determinations";
  }

  @Override
  public int run(List<String> arguments) {
    YearMonth only = arguments.isEmpty() ? null : MonthWords.parse(arguments.getFirst()).orElse(null);
    if (!arguments.isEmpty() && only == null) {
      System.err.println("The month is written as 2026-05.");
      return 64;
    }
    long differing = 0;
    for (String town : TownContext.system("*").call(places::townCodes)) {
      differing += TownContext.system(town).call(() -> {
        long found = 0;
        for (YearMonth month : determinations.months()) if (only == null || only.equals(month)) found += verify(town, month);
        return found;
      });
    }
    return differing == 0 ? 0 : 1;
  }

  private long verify(String town, YearMonth month) {
    long decided = 0;
    long differing = 0;
    Determinations.Replay part = determinations.replay(month, 0, AT_ONCE);
    while (part.decided() > 0) {
      decided += part.decided();
      differing += part.differing().size();
      part.differing().stream().limit(20).forEach(id -> System.out.println("differs: determination " + id));
      part = determinations.replay(month, part.last(), AT_ONCE);
    }
    System.out.println(town + " " + month + ": " + decided + " determinations decided again, " + differing + " differ");
    return differing;
  }
}

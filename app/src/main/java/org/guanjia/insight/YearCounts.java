package org.guanjia.insight;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is counted of a year, by village code; the empty code is for requests without a village.
 *
 * @param channels requests by channel, then by village
 * @param entries figures entered by hand that are in force
 */
public record YearCounts(
    int year, Map<String, Sum> requests, Map<String, Map<String, Sum>> channels, Map<String, Integer> microProjects, Map<String, Integer> wishes, List<TargetEntry> entries) {

  /** How far a target is: of its village, or of all the viewer sees; null while there is nothing to say. */
  @Nullable BigDecimal of(Target target) {
    if (!target.measure().byHand()) return of(target.measure(), target.channel(), target.village());
    Map<String, BigDecimal> entered = entered(target);
    String own = target.village() == null ? "" : target.village();
    if (entered.containsKey(own)) return entered.get(own);
    return entered.isEmpty() || target.measure().share() ? null : entered.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** The target's measure by village; villages of which nothing can be said are left out. */
  Map<String, BigDecimal> byVillage(Target target) {
    return target.measure().byHand() ? entered(target) : byVillage(target.measure(), target.channel());
  }

  Map<String, BigDecimal> byVillage(Measure measure, @Nullable String channel) {
    Set<String> villages = new LinkedHashSet<>(requests.keySet());
    villages.addAll(microProjects.keySet());
    villages.addAll(wishes.keySet());
    var values = new HashMap<String, BigDecimal>();
    for (String village : villages) {
      BigDecimal value = of(measure, channel, village);
      if (value != null) values.put(village, value);
    }
    return values;
  }

  /** In one village, or with null in all of them. */
  @Nullable BigDecimal of(Measure measure, @Nullable String channel, @Nullable String village) {
    Sum sum = sum(requests, village);
    return switch (measure) {
      case MICRO_PROJECTS -> number(microProjects, village);
      case WISHES -> number(wishes, village);
      case REQUESTS_RECEIVED -> BigDecimal.valueOf(sum.received());
      case REQUESTS_TOLD -> BigDecimal.valueOf(sum.told());
      case IN_TIME -> sum.inTimeShare();
      case SATISFACTION -> sum.satisfiedShare();
      case ESCALATED -> BigDecimal.valueOf(sum.escalated());
      case CHANNEL_SHARE -> Sum.share(sum(channels.getOrDefault(Objects.requireNonNullElse(channel, ""), Map.of()), village).received(), sum.received());
      case NUMBER_BY_HAND, SHARE_BY_HAND -> null;
    };
  }

  private Map<String, BigDecimal> entered(Target target) {
    var values = new HashMap<String, BigDecimal>();
    for (TargetEntry entry : entries) if (entry.targetId() == target.id()) values.put(entry.village() == null ? "" : entry.village(), entry.amount());
    return values;
  }

  private static Sum sum(Map<String, Sum> sums, @Nullable String village) {
    return village == null ? sums.values().stream().reduce(Sum.NONE, Sum::plus) : sums.getOrDefault(village, Sum.NONE);
  }

  private static BigDecimal number(Map<String, Integer> counts, @Nullable String village) {
    return BigDecimal.valueOf(village == null ? counts.values().stream().mapToInt(Integer::intValue).sum() : counts.getOrDefault(village, 0));
  }
}

package org.guanjia.people;

import java.util.List;
import java.util.Map;
import org.guanjia.linkage.Reason;
import org.jspecify.annotations.Nullable;

/**
 * A doubt side by side: the row as it came, and whom it may be of. Numbers and addresses are masked; whether they differ is told.
 *
 * @param row what its cells say, masked; empty of two records
 * @param more what the row tells beside the person, by field
 * @param wrongDocument whether the number in the row cannot be
 */
public record DoubtView(Doubt doubt, Map<Attribute, String> row, Map<String, String> more, boolean wrongDocument, List<Candidate> candidates) {

  /**
   * Somebody it may be of.
   *
   * @param version of the person, for the merge of two records
   * @param facts what holds today, masked
   * @param differing attributes of which the row says otherwise
   * @param weight bits of evidence
   * @param probability that it is the same person, 0 to 1
   * @param merged whether the record has been merged into another one since
   */
  public record Candidate(
      long person, int version, Map<Attribute, String> facts, java.util.Set<Attribute> differing, double weight, double probability, List<Reason> reasons, boolean merged) {}

  /** All attributes that anybody of them has, in their order. */
  public List<Attribute> attributes() {
    return java.util.Arrays.stream(Attribute.values())
        .filter(attribute -> row.containsKey(attribute) || candidates.stream().anyMatch(each -> each.facts().containsKey(attribute))).toList();
  }

  public @Nullable Candidate candidate(long person) {
    return candidates.stream().filter(each -> each.person() == person).findFirst().orElse(null);
  }
}

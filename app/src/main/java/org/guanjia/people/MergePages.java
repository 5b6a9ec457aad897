package org.guanjia.people;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.guanjia.places.Places;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.ui.Difference;
import org.guanjia.platform.web.Flash;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Two records side by side to be put together; and what was put together with a person, to be taken apart again. */
@RestController
class MergePages {

  private final PersonMerging merging;
  private final Places places;
  private final Idempotency idempotency;
  private final Templates templates;

  MergePages(PersonMerging merging, Places places, Idempotency idempotency, Templates templates) {
    this.merging = merging;
    this.places = places;
    this.idempotency = idempotency;
    this.templates = templates;
  }

  @Allowed(Permission.PEOPLE_REVIEW)
  @GetMapping("/people/merge")
  JteModel sides(Page page, @RequestParam(defaultValue = "0") long one, @RequestParam(defaultValue = "0") long other) {
    return shown(page, one, other, Map.of(), false);
  }

  @Allowed(Permission.PEOPLE_REVIEW)
  @PostMapping("/people/merge")
  ResponseEntity<?> merge(Page page, HttpServletResponse response, @RequestParam Map<String, String> typed) {
    long survivor = number(typed.get("survivor"));
    long merged = number(typed.get("merged"));
    try {
      idempotency.once(typed.get("key"), () -> {
        merging.merge(survivor, (int) number(typed.get("survivorVersion")), merged, (int) number(typed.get("mergedVersion")), typed.getOrDefault("reason", ""));
        return "merged";
      });
      Flash.success("merging.merged").on(response);
      return seeOther("/people/" + survivor + "/merges");
    } catch (InvalidInput refused) {
      return ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT).body(shown(page, survivor, merged, refused.told(page), false));
    } catch (StalePerson stale) {
      return ResponseEntity.status(HttpStatus.CONFLICT).body(shown(page, survivor, merged, Map.of(), true));
    }
  }

  @Allowed(Permission.PEOPLE_VIEW)
  @GetMapping("/people/{id:[0-9]+}/merges")
  JteModel list(Page page, @PathVariable long id) {
    return templates.doubtsMerges(page, id, merging.of(id), Map.of());
  }

  @Allowed(Permission.PEOPLE_REVIEW)
  @PostMapping("/people/merges/{id:[0-9]+}/parting")
  ResponseEntity<?> part(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam Map<String, String> typed) {
    long person = number(typed.get("person"));
    try {
      idempotency.once(typed.get("key"), () -> {
        merging.part(id, typed.getOrDefault("reason", ""));
        return "parted";
      });
      Flash.success("merging.parted").on(response);
      return seeOther("/people/" + person + "/merges");
    } catch (InvalidInput refused) {
      return ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT).body(templates.doubtsMerges(page, person, merging.of(person), refused.told(page)));
    }
  }

  private JteModel shown(Page page, long one, long other, Map<String, String> errors, boolean stale) {
    if (one == other) throw new NoSuchPerson(one);
    List<PersonMerging.Side> sides = merging.sides(one, other);
    DoubtText text = new DoubtText(page, places);
    Map<Attribute, String> left = sides.getFirst().masked();
    Map<Attribute, String> right = sides.getLast().masked();
    List<Difference> differences = Arrays.stream(Attribute.values()).filter(attribute -> left.containsKey(attribute) || right.containsKey(attribute))
        .map(attribute -> new Difference(text.label(attribute), text.value(attribute, left), text.value(attribute, right) + hidden(page, attribute, sides))).toList();
    return templates.doubtsMerge(page, sides.getFirst(), sides.getLast(), differences, errors, stale);
  }

  /** What looks the same masked may be another number or address. */
  private static String hidden(Page page, Attribute attribute, List<PersonMerging.Side> sides) {
    PersonMerging.Side one = sides.getFirst();
    PersonMerging.Side other = sides.getLast();
    boolean alike = Objects.equals(one.masked().get(attribute), other.masked().get(attribute));
    return alike && !Objects.equals(one.facts().value(attribute), other.facts().value(attribute)) ? " " + page.t("merging.hidden") : "";
  }

  private static long number(@Nullable String typed) {
    return Objects.requireNonNullElse(DoubtPages.number(typed), 0L);
  }

  private static ResponseEntity<Void> seeOther(String path) {
    return ResponseEntity.status(HttpStatus.SEE_OTHER).location(URI.create(path)).build();
  }
}

package org.guanjia.requests;

import static org.guanjia.platform.web.Redirects.seeOther;

import guanjia.pages.Templates;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.files.FileRefused;
import org.guanjia.platform.ui.Difference;
import org.guanjia.platform.ui.Moment;
import org.guanjia.platform.web.Flash;
import org.guanjia.platform.web.FormDeeds;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * Makes the deeds of a matter's page: once for each key; input that is refused comes back in its form; a form made from
 * an older state of the matter comes back beside what others did meanwhile, with nothing written.
 */
@Component
class MatterDeeds {

  /** The deed itself, on the matter of that receipt code. */
  interface Work {
    void on(String code);
  }

  private final MatterViews views;
  private final Idempotency idempotency;
  private final Templates templates;

  MatterDeeds(MatterViews views, Idempotency idempotency, Templates templates) {
    this.views = views;
    this.idempotency = idempotency;
    this.templates = templates;
  }

  /** Makes it and goes back to the matter. */
  ResponseEntity<?> make(Sent sent, Deed deed, Work work) {
    return make(sent, deed, Flash.success("matter.did." + deed.name()), work);
  }

  ResponseEntity<?> make(Sent sent, Deed deed, Flash flash, Work work) {
    String code = MatterPages.parsed(sent.code());
    try {
      idempotency.once(sent.text("key"), () -> {
        work.on(code);
        return "done";
      });
    } catch (InvalidInput refused) {
      return refused(sent, code, deed, refused);
    } catch (FileRefused refused) {
      return refused(sent, code, deed, new InvalidInput("files", refused.messageKey(), refused.arguments()));
    } catch (StaleRequest stale) {
      return conflict(sent, code, deed, null);
    } catch (IllegalMove illegal) {
      return conflict(sent, code, deed, illegal);
    }
    flash.on(sent.response());
    return seeOther(back(code, sent.text("from")));
  }

  ResponseEntity<?> refused(Sent sent, String code, Deed deed, InvalidInput refused) {
    MatterView view = views.of(sent.page(), code, deed, DeedForm.refused(sent.typed(), refused, sent.page()), sent.text("from"));
    if (view.deed() != deed) return conflict(sent, code, deed, null);
    return FormDeeds.answer(HttpStatus.UNPROCESSABLE_CONTENT, templates.matterShow(sent.page(), view));
  }

  /** Shows what happened since the form was made beside what was typed; the form can be sent again on top, knowingly. */
  private ResponseEntity<?> conflict(Sent sent, String code, Deed deed, @Nullable IllegalMove illegal) {
    Page page = sent.page();
    MatterView view = views.of(page, code, deed, DeedForm.typed(sent.typed()), sent.text("from"));
    List<Moment> since = MatterHistory.moments(page, since(view.matter(), sent.version()), view.words());
    return FormDeeds.answer(HttpStatus.CONFLICT, templates.matterStale(page, view, deed, since, differences(page, view, sent), illegal != null));
  }

  /** Each move counts the version up by one and leaves one row of history. */
  private static List<Matter.Event> since(Matter matter, int version) {
    List<Matter.Event> all = matter.history();
    int moves = version < 1 ? 0 : Math.clamp(matter.line().version() - version, 0, all.size());
    return all.subList(all.size() - moves, all.size());
  }

  private static List<Difference> differences(Page page, MatterView view, Sent sent) {
    var all = new ArrayList<Difference>();
    DeedForm.typed(sent.typed()).filled().forEach(
        (field, values) -> {
          String label = page.tOr("matter.field." + field, "");
          if (!label.isEmpty()) all.add(new Difference(label, saved(page, view, field), values.stream().map(value -> said(page, view, field, value)).collect(Collectors.joining(page.t("matter.and")))));
        });
    return all;
  }

  /** What the matter has in that field now; empty for what every form begins anew. */
  private static String saved(Page page, MatterView view, String field) {
    MatterLine line = view.matter().line();
    return switch (field) {
      case "title" -> line.title();
      case "address" -> line.address() == null ? "" : line.address();
      case "outcome" -> line.outcome() == null ? "" : page.t("requests.outcome." + line.outcome().name());
      case "category", "village" -> said(page, view, field, field.equals("category") ? line.category() : line.village());
      case "assignee" -> view.words().person(page, line.assignee());
      case "supervisor" -> view.words().person(page, view.matter().supervisor());
      case "lead" -> view.matter().lead().map(hands -> view.words().department(hands.department())).orElse("");
      case "others" -> view.matter().departments().stream().filter(hands -> !hands.lead()).map(hands -> view.words().department(hands.department())).collect(Collectors.joining(page.t("matter.and")));
      case "text" -> view.matter().draft().map(Matter.Answer::text).orElse("");
      default -> "";
    };
  }

  private static String said(Page page, MatterView view, String field, @Nullable String value) {
    if (value == null) return "";
    return switch (field) {
      case "outcome" -> page.tOr("requests.outcome." + value, value);
      case "category" -> String.valueOf(view.words().category(value));
      case "village" -> String.valueOf(view.words().village(value));
      case "lead", "others" -> view.words().department(value);
      case "way" -> page.tOr("requests.way." + value, value);
      case "found" -> page.tOr("matter.review." + value, value);
      case "policy" -> view.choices().policies().stream().filter(choice -> choice.value().equals(value)).map(choice -> choice.label()).findFirst().orElse(value);
      case "assignee", "supervisor" -> view.choices().staff().stream().filter(choice -> choice.value().equals(value)).map(choice -> choice.label()).findFirst().orElse(value);
      default -> value;
    };
  }

  static String back(String code, String from) {
    return "/requests/" + code + (from.isEmpty() ? "" : "?from=" + URLEncoder.encode(from, StandardCharsets.UTF_8));
  }

  /** Refuses what none of the choices allows. */
  static void oneOf(String field, @Nullable String value, Collection<String> allowed) {
    if (value != null && !allowed.contains(value)) throw new InvalidInput(field, "matter.error.choose");
  }

  static <E extends Enum<E>> E choice(Class<E> type, String field, String value) {
    try {
      return Enum.valueOf(type, value);
    } catch (IllegalArgumentException none) {
      throw new InvalidInput(field, "matter.error.choose");
    }
  }
}

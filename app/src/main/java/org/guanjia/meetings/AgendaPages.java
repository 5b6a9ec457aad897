package org.guanjia.meetings;

import static org.guanjia.platform.web.Redirects.seeOther;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The agenda being put together. The form holds the whole agenda as it was shown, so that a button moves what the person saw: when
 * somebody else has changed it meanwhile, both agendas are shown side by side and nothing is lost.
 */
@RestController
@RequestMapping("/meetings/{id}/agenda")
@Allowed(Permission.MEETINGS_EDIT)
class AgendaPages {

  private final Planning planning;
  private final AgendaCandidates candidates;
  private final MeetingViews views;
  private final Idempotency idempotency;
  private final Templates templates;

  AgendaPages(Planning planning, AgendaCandidates candidates, MeetingViews views, Idempotency idempotency, Templates templates) {
    this.planning = planning;
    this.candidates = candidates;
    this.views = views;
    this.idempotency = idempotency;
    this.templates = templates;
  }

  @GetMapping
  JteModel show(Page page, @PathVariable long id) {
    return agenda(page, id, MeetingForm.FRESH);
  }

  @PostMapping
  ResponseEntity<?> arrange(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(typed);
    List<Entry> wanted = wanted(sent);
    try {
      idempotency.once(
          sent.text("key"),
          () -> {
            planning.arrange(id, sent.version(), wanted);
            return "arranged";
          });
      Flash.success("meetings.arranged").on(response);
      return seeOther("/meetings/" + id + "/agenda");
    } catch (InvalidInput refused) {
      return ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT).body(agenda(page, id, MeetingForm.refused(typed, refused, page)));
    } catch (StaleMeeting stale) {
      return ResponseEntity.status(HttpStatus.CONFLICT).body(beside(page, id, wanted));
    } catch (IllegalMeetingMove illegal) {
      String told = page.t("meetings.problem.illegalMove", page.t("meetings.state." + illegal.from()));
      return ResponseEntity.status(HttpStatus.CONFLICT).body(templates.meetingsShow(page, views.of(page, id, Map.of("version", told))));
    }
  }

  /** The agenda that was shown, with what the button does to it. */
  private static List<Entry> wanted(Sent sent) {
    var wanted = new ArrayList<>(sent.entries("item"));
    Entry.parse(sent.text("up")).ifPresent(entry -> swap(wanted, entry, -1));
    Entry.parse(sent.text("down")).ifPresent(entry -> swap(wanted, entry, 1));
    Entry.parse(sent.text("remove")).ifPresent(wanted::remove);
    wanted.addAll(sent.entries("add"));
    return List.copyOf(new LinkedHashSet<>(wanted));
  }

  private static void swap(List<Entry> wanted, Entry entry, int step) {
    int at = wanted.indexOf(entry);
    if (at >= 0 && at + step >= 0 && at + step < wanted.size()) Collections.swap(wanted, at, at + step);
  }

  /** What was ticked stays ticked when the form was refused. */
  private JteModel agenda(Page page, long id, MeetingForm form) {
    MeetingView view = views.of(page, id, form.errors());
    if (!view.meeting().can(MeetingMove.ARRANGE)) return templates.meetingsShow(page, view);
    return templates.meetingsAgenda(page, view, candidates.all(), form.values("add", List.of()));
  }

  private JteModel beside(Page page, long id, List<Entry> mine) {
    MeetingView view = views.of(page, id);
    Map<String, String> titles = new HashMap<>();
    candidates.all().forEach(one -> titles.put(one.entry().key(), one.title()));
    view.meeting().items().forEach(item -> titles.put(item.key(), item.title()));
    List<Meeting.Item> theirs = view.meeting().items();
    var rows = new ArrayList<Difference>();
    for (int i = 0; i < Math.max(mine.size(), theirs.size()); i++) {
      rows.add(new Difference(Integer.toString(i + 1), title(titles, i < theirs.size() ? theirs.get(i).key() : null), title(titles, i < mine.size() ? mine.get(i).key() : null)));
    }
    return templates.meetingsAgendaStale(page, view, mine, rows);
  }

  private static String title(Map<String, String> titles, @Nullable String key) {
    return key == null ? "" : titles.getOrDefault(key, key);
  }
}

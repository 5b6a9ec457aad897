package org.guanjia.meetings;

import static org.guanjia.meetings.db.Tables.FOLLOW_UP;
import static org.guanjia.meetings.db.Tables.ITEM;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.guanjia.projects.ProjectFilter;
import org.guanjia.projects.ProjectLine;
import org.guanjia.projects.ProjectState;
import org.guanjia.projects.Projects;
import org.guanjia.requests.MatterLine;
import org.guanjia.requests.Matters;
import org.guanjia.requests.ReceiptCode;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What can be put on an agenda: projects that lie before the joint meeting, requests that are marked for it, and what earlier meetings
 * gave out and is not done. Whatever waits on another agenda is not among them.
 */
@Service
public class AgendaCandidates {

  private final DSLContext sql;
  private final Projects projects;
  private final Matters matters;
  private final Marks marks;

  AgendaCandidates(DSLContext sql, Projects projects, Matters matters, Marks marks) {
    this.sql = sql;
    this.projects = projects;
    this.matters = matters;
    this.marks = marks;
  }

  /**
   * Something that can be put on an agenda.
   *
   * @param more a line below the title: code and reason, or who owes it; null for nothing
   */
  @Schema(name = "AgendaCandidate")
  public record Candidate(Entry entry, String title, @Nullable String more) {}

  /** All there are, follow-ups first, at most 200 of each kind. */
  @Transactional(readOnly = true)
  public List<Candidate> all() {
    var all = new ArrayList<>(followUps());
    all.addAll(laidProjects());
    all.addAll(markedRequests());
    return List.copyOf(all);
  }

  /** What earlier meetings gave out, is not done and stands on no agenda; by the day it is due. */
  List<Candidate> followUps() {
    Set<String> waiting = waiting(ItemKind.FOLLOW_UP);
    return sql
        .select(FOLLOW_UP.ID, FOLLOW_UP.TEXT, FOLLOW_UP.OWNER_NAME, FOLLOW_UP.DUE_ON)
        .from(FOLLOW_UP)
        .where(FOLLOW_UP.TOWN.eq(MeetingMoves.town()))
        .and(FOLLOW_UP.DONE_AT.isNull())
        .orderBy(FOLLOW_UP.DUE_ON, FOLLOW_UP.ID)
        .limit(Meetings.PARTS_MAX)
        .stream()
        .filter(row -> !waiting.contains(row.value1().toString()))
        .map(row -> new Candidate(new Entry(ItemKind.FOLLOW_UP, row.value1().toString()), row.value2(), row.value3() + " · " + row.value4()))
        .toList();
  }

  /** Those of the entries that can be put on an agenda now. */
  Map<Entry, Candidate> of(Collection<Entry> entries) {
    var found = new LinkedHashMap<Entry, Candidate>();
    Set<ItemKind> kinds = entries.stream().map(Entry::kind).collect(Collectors.toSet());
    var all = new ArrayList<Candidate>();
    if (kinds.contains(ItemKind.FOLLOW_UP)) all.addAll(followUps());
    if (kinds.contains(ItemKind.PROJECT)) all.addAll(named(entries));
    if (kinds.contains(ItemKind.REQUEST)) all.addAll(markedRequests());
    for (Candidate one : all) if (entries.contains(one.entry())) found.put(one.entry(), one);
    return found;
  }

  private List<Candidate> laidProjects() {
    return free(projects.list(ProjectFilter.ALL.in(ProjectState.BEFORE_MEETING), null, Projects.PAGE_SIZE_MAX).lines());
  }

  private List<Candidate> named(Collection<Entry> entries) {
    var codes = entries.stream().filter(entry -> entry.kind() == ItemKind.PROJECT).map(Entry::ref).toList();
    return free(projects.lines(codes).values().stream().filter(line -> line.state() == ProjectState.BEFORE_MEETING).toList());
  }

  private List<Candidate> free(List<ProjectLine> lines) {
    Set<String> waiting = waiting(ItemKind.PROJECT);
    return lines.stream()
        .filter(line -> !waiting.contains(line.code()))
        .map(line -> new Candidate(new Entry(ItemKind.PROJECT, line.code()), line.title(), line.code()))
        .toList();
  }

  private List<Candidate> markedRequests() {
    Set<String> waiting = waiting(ItemKind.REQUEST);
    List<Mark> open = marks.open();
    var lines = new LinkedHashMap<String, MatterLine>();
    matters.lines(open.stream().map(Mark::requestCode).toList()).forEach(line -> lines.put(line.code(), line));
    var found = new ArrayList<Candidate>();
    for (Mark mark : open) {
      MatterLine line = lines.get(mark.requestCode());
      if (line == null || waiting.contains(mark.requestCode())) continue;
      found.add(new Candidate(new Entry(ItemKind.REQUEST, line.code()), line.title(), ReceiptCode.display(line.code()) + " · " + mark.reason()));
    }
    return found;
  }

  private Set<String> waiting(ItemKind kind) {
    return new HashSet<>(
        sql.select(ITEM.REF).from(ITEM).where(ITEM.TOWN.eq(MeetingMoves.town())).and(ITEM.KIND.eq(kind.name())).and(ITEM.RULING.isNull()).fetch(ITEM.REF));
  }
}

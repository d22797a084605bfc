package org.draco.am.yarn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.yarn.api.records.ContainerId;

/** Who is where: each member of a fleet with its newest placement. Not thread-safe. */
final class Roster {

    private final Crews crews;
    private final Map<Role, List<Placement>> placements = new TreeMap<>();

    /**
     * Everybody, asked for.
     *
     * @param plan who there is
     * @param firstAttempt the number of each member's first container
     */
    Roster(FleetPlan plan, int firstAttempt) {
        this.crews = plan.crews();
        for (Role role : List.of(Role.EVALUATOR, Role.WORKER)) {
            List<Placement> ofRole = new ArrayList<>();
            for (int i = 0; i < plan.count(role); i++) {
                Member member = new Member(role, i * crews.size());
                ofRole.add(Placement.asked(new MemberAttempt(member, firstAttempt)));
            }
            placements.put(role, ofRole);
        }
    }

    /** Where a member is now. */
    Placement of(Member member) {
        return placements.get(member.role()).get(member.rank() / crews.size());
    }

    /** A member is there now, and where it was no more. */
    void put(Placement placement) {
        Member member = placement.member();
        placements.get(member.role()).set(member.rank() / crews.size(), placement);
    }

    /** Where everybody is, evaluators first, then the workers by rank. */
    Stream<Placement> all() {
        return Stream.of(Role.EVALUATOR, Role.WORKER).flatMap(this::all);
    }

    /** Where those of a role are, by rank. */
    Stream<Placement> all(Role role) {
        return placements.get(role).stream();
    }

    /** Who is in a container; empty if nobody is, any more. */
    Optional<Placement> find(ContainerId container) {
        return all().filter(
                        placement ->
                                placement
                                        .lodging()
                                        .map(at -> at.container().equals(container))
                                        .orElse(false))
                .findFirst();
    }
}

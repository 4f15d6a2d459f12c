"""Floats in lists: the planets' way round the sun (Shootout's n-body)."""
import math

PI = math.pi
SOLAR = 4 * PI * PI
DAYS = 365.24

BODIES = [
    [[0.0, 0.0, 0.0], [0.0, 0.0, 0.0], SOLAR],
    [[4.84143144246472090, -1.16032004402742839, -0.103622044471123109],
     [0.00166007664274403694 * DAYS, 0.00769901118419740425 * DAYS,
      -0.0000690460016972063023 * DAYS], 0.000954791938424326609 * SOLAR],
    [[8.34336671824457987, 4.12479856412430479, -0.403523417114321381],
     [-0.00276742510726411010 * DAYS, 0.00499852801234917238 * DAYS,
      0.0000230417297573763929 * DAYS], 0.000285885980666130812 * SOLAR],
    [[12.8943695621391310, -15.1111514016986312, -0.223307578892655734],
     [0.00296460137564761618 * DAYS, 0.00237847173959480950 * DAYS,
      -0.0000296589568540237556 * DAYS], 0.0000436624404335156298 * SOLAR],
    [[15.3796971148509165, -25.9193146099879641, 0.179258772950371181],
     [0.00268067772490389322 * DAYS, 0.00162824170038242295 * DAYS,
      -0.0000951592254519715870 * DAYS], 0.0000515138902046611451 * SOLAR],
]


def pairs_of(bodies):
    out = []
    for i in range(len(bodies) - 1):
        for other in bodies[i + 1:]:
            out.append((bodies[i], other))
    return out


def advance(dt, n, bodies, pairs):
    for _ in range(n):
        for (p, v, m), (q, u, k) in pairs:
            dx = p[0] - q[0]
            dy = p[1] - q[1]
            dz = p[2] - q[2]
            mag = dt * ((dx * dx + dy * dy + dz * dz) ** -1.5)
            a = m * mag
            b = k * mag
            v[0] -= dx * b
            v[1] -= dy * b
            v[2] -= dz * b
            u[0] += dx * a
            u[1] += dy * a
            u[2] += dz * a
        for r, (vx, vy, vz), m in bodies:
            r[0] += dt * vx
            r[1] += dt * vy
            r[2] += dt * vz


def energy(bodies, pairs):
    e = 0.0
    for (p, v, m), (q, u, k) in pairs:
        dx, dy, dz = p[0] - q[0], p[1] - q[1], p[2] - q[2]
        e -= m * k / (dx * dx + dy * dy + dz * dz) ** 0.5
    for r, (vx, vy, vz), m in bodies:
        e += m * (vx * vx + vy * vy + vz * vz) / 2.0
    return e


PAIRS = pairs_of(BODIES)
print("%.9f" % energy(BODIES, PAIRS))
advance(0.01, 60000, BODIES, PAIRS)
print("%.9f" % energy(BODIES, PAIRS))
